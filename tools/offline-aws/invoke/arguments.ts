import { partitionOfRegion } from "../configuration/partition";
import type { ProviderConfiguration } from "../configuration/provider-configuration";
import type { PropertyMap } from "../property-value/property-value";
import { blocksProperty, textProperty, textsProperty } from "../property-value/read-property";

/** The values of the filter of that name (`filters: [{ name, values }]`); `undefined` if there is none. */
export function filterValues(args: PropertyMap, name: string): readonly string[] | undefined {
  const filter = blocksProperty(args, "filters").find((block) => textProperty(block, "name") === name);
  return filter === undefined ? undefined : textsProperty(filter, "values");
}

/** The configuration for a call that may name a region of its own. */
export function inRegion(args: PropertyMap, configuration: ProviderConfiguration): ProviderConfiguration {
  const region = textProperty(args, "region") ?? configuration.region;
  return { ...configuration, region, partition: partitionOfRegion(region) };
}
