import {
  isGiven,
  isList,
  isMap,
  reveal,
  Secret,
  type PropertyMap,
  type PropertyValue,
} from "../property-value/property-value";

/** The key under which the provider records which properties it filled in itself. */
export const DEFAULTS_KEY = "__defaults";

/** The properties that the provider filled in, according to the record in inputs that it has checked before. */
export function recordedDefaults(inputs: PropertyMap): readonly string[] {
  const record = inputs[DEFAULTS_KEY];
  return isList(record) ? record.filter((name) => typeof name === "string") : [];
}

/** The object with defaults for what is absent, and the record of which ones; null counts as absent. */
export function withDefaults(given: PropertyMap, defaults: PropertyMap): PropertyMap {
  const absent = Object.keys(defaults).filter((name) => !isGiven(given[name]));
  const present = Object.entries(given).filter(([name, value]) => value !== null && name !== DEFAULTS_KEY);
  const filled = absent.map((name) => [name, defaults[name] ?? null] as const);
  return { ...Object.fromEntries(present), ...Object.fromEntries(filled), [DEFAULTS_KEY]: absent.sort() };
}

/** A block, or each block of a list, with the defaults of its members; unknown blocks stay unknown. */
export function blockWithDefaults(value: PropertyValue, defaults: PropertyMap): PropertyValue {
  if (value instanceof Secret) return new Secret(blockWithDefaults(value.value, defaults));
  if (isList(value)) return value.map((item) => blockWithDefaults(item, defaults));
  return isMap(value) ? withDefaults(value, defaults) : value;
}

/** The inputs without the records of defaults, at any depth: what the resource's outputs repeat. */
export function withoutDefaultsRecord(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return new Secret(withoutDefaultsRecord(value.value));
  if (isList(value)) return value.map(withoutDefaultsRecord);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== DEFAULTS_KEY);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutDefaultsRecord(item)]));
}

/** The default tags with the resource's own tags over them; `undefined` if there are none at all. */
export function mergeTags(
  tags: PropertyValue | undefined,
  defaultTags: Readonly<Record<string, string>>,
): PropertyValue | undefined {
  const own = reveal(tags);
  if (isGiven(own) && !isMap(own)) return own;
  const merged: PropertyMap = { ...defaultTags, ...own };
  if (Object.keys(merged).length === 0) return undefined;
  return tags instanceof Secret ? new Secret(merged) : merged;
}
