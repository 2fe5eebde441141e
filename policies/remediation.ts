import type { PropertyChange } from "./policy-declaration";

/**
 * Writes the changes into the properties that the policy SDK handed over, in place: a copy would read unknown values,
 * which throws, and lose which values are secret. Returns the same properties.
 */
export function applyChanges(
  properties: Record<string, unknown>,
  changes: readonly PropertyChange[],
): Record<string, unknown> {
  for (const { path, value } of changes) {
    let target = properties;
    for (const key of path.slice(0, -1)) {
      if (target[key] === undefined || target[key] === null) target[key] = {};
      target = target[key] as Record<string, unknown>;
    }
    target[path.at(-1) ?? path[0]] = value;
  }
  return properties;
}
