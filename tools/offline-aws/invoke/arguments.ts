import type { ProviderConfiguration } from "../configuration/provider-configuration";
import { partitionOfRegion } from "../configuration/partition";
import { isList, isMap, reveal, type PropertyMap, type PropertyValue } from "../property-value/property-value";

/** The argument if it is text that is not empty. */
export function textArgument(args: PropertyMap, name: string): string | undefined {
  const value = reveal(args[name]);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The argument if it is a list, else no items. */
export function listArgument(args: PropertyMap, name: string): readonly PropertyValue[] {
  const value = reveal(args[name]);
  return isList(value) ? value : [];
}

/** The texts in an argument that is a list, or the argument itself if it is a single text. */
export function textsArgument(args: PropertyMap, name: string): readonly string[] {
  const single = textArgument(args, name);
  if (single !== undefined) return [single];
  return listArgument(args, name)
    .map(reveal)
    .filter((item) => typeof item === "string");
}

/** The objects in an argument that is a list of them. */
export function blocksArgument(args: PropertyMap, name: string): readonly PropertyMap[] {
  return listArgument(args, name).map(reveal).filter(isMap);
}

/** The values of the filter of that name (`filters: [{ name, values }]`); `undefined` if there is none. */
export function filterValues(args: PropertyMap, name: string): readonly string[] | undefined {
  const filter = blocksArgument(args, "filters").find((block) => textArgument(block, "name") === name);
  return filter === undefined ? undefined : textsArgument(filter, "values");
}

/** The configuration for a call that may name a region of its own. */
export function inRegion(args: PropertyMap, configuration: ProviderConfiguration): ProviderConfiguration {
  const region = textArgument(args, "region") ?? configuration.region;
  return { ...configuration, region, partition: partitionOfRegion(region) };
}
