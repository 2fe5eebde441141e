import type { ProviderConfiguration } from "../configuration/provider-configuration";
import type { PropertyMap } from "../property-value/property-value";
import { textMapProperty } from "../property-value/read-property";

/** A tag as most AWS APIs write it. */
export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

type TagMap = Readonly<Record<string, string>>;

/** The tags that the resource gets: the provider's default tags with its own over them. */
export function wantedTags(inputs: PropertyMap, configuration: ProviderConfiguration): TagMap {
  return { ...configuration.defaultTags, ...textMapProperty(inputs, "tags") };
}

/** Tags as an AWS API takes them. */
export function tagList(tags: TagMap): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value }));
}

/** Tags as a program sees them; those of AWS itself (`aws:…`) are left out, as the real provider does. */
export function tagMap(tags: readonly Tag[] | undefined): TagMap {
  const entries = (tags ?? []).map(({ Key: key, Value: value }) => [key ?? "", value ?? ""] as const);
  return Object.fromEntries(entries.filter(([key]) => !key.startsWith("aws:")));
}

/** What must be set and what removed for tags to become others. */
export function tagChanges(live: TagMap, wanted: TagMap): { readonly set: TagMap; readonly remove: readonly string[] } {
  const set = Object.entries(wanted).filter(([key, value]) => live[key] !== value);
  return { set: Object.fromEntries(set), remove: Object.keys(live).filter((key) => wanted[key] === undefined) };
}

/** `tags` and `tagsAll` of a resource with these tags: the provider's default tags are in the latter alone. */
export function tagOutputs(live: TagMap, former: PropertyMap, configuration: ProviderConfiguration): PropertyMap {
  const own = textMapProperty(former, "tags");
  const tags = Object.entries(live).filter(
    ([key, value]) => own[key] !== undefined || configuration.defaultTags[key] !== value,
  );
  return { ...(tags.length > 0 && { tags: Object.fromEntries(tags) }), tagsAll: live };
}
