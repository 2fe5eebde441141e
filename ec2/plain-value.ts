/** Stands for a value that is not known while `pulumi preview` runs. */
export const UNKNOWN: unique symbol = Symbol("unknown at preview");

/** A resource's property as plain data; any part of it may be unknown. */
export type PlainValue = null | boolean | number | string | typeof UNKNOWN | readonly PlainValue[] | PlainObject;

/** An object of plain values; an absent key is a property that is not set. */
export interface PlainObject {
  readonly [key: string]: PlainValue;
}

/** Whether `value` is an object with keys: no list, no null, not unknown. */
export function isPlainObject(value: PlainValue | undefined): value is PlainObject {
  return typeof value === "object" && value !== null && !isPlainList(value);
}

/** Whether `value` is a list. */
export function isPlainList(value: PlainValue | undefined): value is readonly PlainValue[] {
  return Array.isArray(value);
}

/** The paths (`statements[0].resource`) of everything unknown in `value`, in the order of the value; `path` is where it stands. */
export function unknownPaths(value: PlainValue | undefined, path: string): readonly string[] {
  if (value === UNKNOWN) return [path];
  if (isPlainList(value)) return value.flatMap((entry, index) => unknownPaths(entry, `${path}[${index}]`));
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => unknownPaths(entry, path === "" ? key : `${path}.${key}`));
}
