/** A value that is not known before the resource it comes from exists. */
export class Unknown {
  readonly kind = "unknown";
}

/** The one unknown value; unknown values carry nothing that would tell them apart. */
export const UNKNOWN = new Unknown();

/** A value that the engine must encrypt in its state; it may be unknown, or hold secrets itself. */
export class Secret {
  constructor(readonly value: PropertyValue) {}
}

/** An asset, an archive or a resource reference: handed through as it came. */
export class Opaque {
  constructor(readonly wire: WireValue) {}
}

/** What a google.protobuf.Value holds, as plain JavaScript. */
export type WireValue = null | boolean | number | string | WireValue[] | { [key: string]: WireValue };

/** A property of a resource or of an invoke, as a program gives it. */
export type PropertyValue =
  null | boolean | number | string | Unknown | Secret | Opaque | readonly PropertyValue[] | PropertyMap;

/** The properties of a resource, or an object or map among them. */
export interface PropertyMap {
  readonly [key: string]: PropertyValue;
}

/** Whether the value is an object or map, that is, none of the other kinds. */
export function isMap(value: PropertyValue | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret) &&
    !(value instanceof Opaque)
  );
}

/** Whether the value is a list. */
export function isList(value: PropertyValue | undefined): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

/** Whether the value counts as given: neither absent nor null. */
export function isGiven(value: PropertyValue | undefined): value is Exclude<PropertyValue, null> {
  return value !== undefined && value !== null;
}

/** The value without the secret around it, if there is one; secrets deeper inside stay. */
export function reveal(value: PropertyValue | undefined): PropertyValue | undefined {
  return value instanceof Secret ? reveal(value.value) : value;
}

/** Whether any part of the value satisfies the predicate, the whole included. */
function some(value: PropertyValue, predicate: (part: PropertyValue) => boolean): boolean {
  if (predicate(value)) return true;
  if (value instanceof Secret) return some(value.value, predicate);
  if (isList(value)) return value.some((item) => some(item, predicate));
  return isMap(value) && Object.values(value).some((item) => some(item, predicate));
}

/** Whether the value is unknown or holds an unknown value. */
export function containsUnknown(value: PropertyValue): boolean {
  return some(value, (part) => part instanceof Unknown);
}

/** Whether the value is a secret or holds one. */
export function containsSecret(value: PropertyValue): boolean {
  return some(value, (part) => part instanceof Secret);
}

/** The value without any secret, at any depth. */
export function revealAll(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return revealAll(value.value);
  if (isList(value)) return value.map(revealAll);
  return isMap(value) ? mapValues(value, revealAll) : value;
}

/** The map with each value replaced by what the function makes of it; keys keep their order. */
export function mapValues(map: PropertyMap, change: (value: PropertyValue, key: string) => PropertyValue): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
