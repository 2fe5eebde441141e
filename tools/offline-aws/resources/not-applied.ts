import type { PropertyMap } from "../property-value/property-value";

/**
 * Refuses inputs that a handler would otherwise drop in silence.
 *
 * @throws Error that names them
 */
export function refuseOthers(typeToken: string, inputs: PropertyMap, applied: readonly string[]): void {
  const others = Object.keys(inputs).filter(
    (name) => !applied.includes(name) && name !== "tagsAll" && inputs[name] !== null && inputs[name] !== undefined,
  );
  if (others.length === 0) return;
  const names = others.map((name) => `\`${name}\``).join(", ");
  throw new Error(
    `the offline AWS provider does not apply ${names} of \`${typeToken}\`: leave it out, or use an AWS account`,
  );
}
