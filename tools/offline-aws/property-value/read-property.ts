import { isList, isMap, reveal, type PropertyMap, type PropertyValue } from "./property-value";

/** The property if it is text that is not empty. */
export function textProperty(map: PropertyMap, name: string): string | undefined {
  const value = reveal(map[name]);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The property if it is a number. */
export function numberProperty(map: PropertyMap, name: string): number | undefined {
  const value = reveal(map[name]);
  return typeof value === "number" ? value : undefined;
}

/** The property if it is true or false. */
export function flagProperty(map: PropertyMap, name: string): boolean | undefined {
  const value = reveal(map[name]);
  return typeof value === "boolean" ? value : undefined;
}

/** The property if it is a list, else no items. */
export function listProperty(map: PropertyMap, name: string): readonly PropertyValue[] {
  const value = reveal(map[name]);
  return isList(value) ? value : [];
}

/** The texts in a property that is a list, or the property itself if it is a single text. */
export function textsProperty(map: PropertyMap, name: string): readonly string[] {
  const single = textProperty(map, name);
  if (single !== undefined) return [single];
  return listProperty(map, name)
    .map(reveal)
    .filter((item) => typeof item === "string");
}

/** The property if it is an object. */
export function blockProperty(map: PropertyMap, name: string): PropertyMap | undefined {
  const value = reveal(map[name]);
  return isMap(value) ? value : undefined;
}

/** The objects in a property that is a list of them. */
export function blocksProperty(map: PropertyMap, name: string): readonly PropertyMap[] {
  return listProperty(map, name).map(reveal).filter(isMap);
}

/** The texts in a property that is a map, by key. */
export function textMapProperty(map: PropertyMap, name: string): Readonly<Record<string, string>> {
  const entries = Object.entries(blockProperty(map, name) ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
