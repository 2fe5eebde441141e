import { isList, isMap, Opaque, Secret, Unknown, type PropertyValue } from "./property-value";

/** Whether two values are the same; an unknown value is the same as nothing, secrecy makes no difference. */
export function samePropertyValue(left: PropertyValue, right: PropertyValue): boolean {
  if (left instanceof Secret) return samePropertyValue(left.value, right);
  if (right instanceof Secret) return samePropertyValue(left, right.value);
  if (left instanceof Unknown || right instanceof Unknown) return false;
  if (left instanceof Opaque && right instanceof Opaque)
    return JSON.stringify(left.wire) === JSON.stringify(right.wire);
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => samePropertyValue(item, right[index] ?? null));
  }
  if (!isMap(left) || !isMap(right)) return left === right;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => samePropertyValue(left[key] ?? null, right[key] ?? null));
}
