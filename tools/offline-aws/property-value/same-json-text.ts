import type { PropertyValue } from "./property-value";
import { samePropertyValue } from "./same-property-value";

/** Whether two texts are equal, or JSON that says the same: the order of keys and white space mean nothing. */
export function sameJsonText(left: string, right: string): boolean {
  if (left === right) return true;
  try {
    return samePropertyValue(JSON.parse(left) as PropertyValue, JSON.parse(right) as PropertyValue);
  } catch {
    return false;
  }
}
