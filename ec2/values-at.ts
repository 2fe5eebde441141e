import { UNKNOWN, isPlainList, isPlainObject, type PlainObject, type PlainValue } from "./plain-value";

/** A value in the properties of a resource and where it stands. */
export interface PlacedValue {
  /** `launchSpecifications[0].iamInstanceProfileArn` */
  readonly path: string;
  /** The resource's own property, by which its dependencies are known. */
  readonly property: string;
  readonly value: PlainValue;
}

/**
 * The values at a path (`a.[].b`; `[]` stands for each entry of a list, and a single object for a list of one). A part of
 * the way that is unknown gives one unknown value, at the part; what is not set gives none.
 */
export function valuesAt(properties: PlainObject, path: string): readonly PlacedValue[] {
  const [property = "", ...rest] = path.split(".");
  return walk(properties[property], rest, property).map(({ at, value }) => ({ path: at, property, value }));
}

function walk(
  value: PlainValue | undefined,
  path: readonly string[],
  at: string,
): readonly { readonly at: string; readonly value: PlainValue }[] {
  if (value === undefined || value === null) return [];
  const [next, ...rest] = path;
  if (next === undefined || value === UNKNOWN) return [{ at, value }];
  if (next === "[]") {
    const entries = isPlainList(value) ? value : [value];
    return entries.flatMap((entry, index) => walk(entry, rest, `${at}[${index}]`));
  }
  return isPlainObject(value) ? walk(value[next], rest, `${at}.${next}`) : [];
}
