import { UNKNOWN, type PlainValue } from "../ec2/plain-value";
import { ROLE_TYPE } from "./document-properties";
import type { StackResource } from "./stack-resource";

/** The role in an instance profile. */
export type ProfileRole =
  | { readonly kind: "role"; readonly role: StackResource }
  | { readonly kind: "none" }
  /** Not to be told, with what stands in the way. */
  | { readonly kind: "unknown"; readonly reason: string };

/** Finds the role of a profile among the roles of the stack: by name where known, else as the only one that it depends on. */
export function roleOfProfile(profile: StackResource, resources: readonly StackResource[]): ProfileRole {
  const roles = resources.filter(({ type }) => type === ROLE_TYPE);
  const name = knownOr(profile.properties["role"], profile.inputs?.["role"]);
  if (name === undefined || name === null || name === "") return { kind: "none" };
  if (typeof name === "string") {
    const named = roles.find((role) => knownOr(role.properties["name"], role.inputs?.["name"]) === name);
    return named === undefined
      ? { kind: "unknown", reason: `the role \`${name}\` is not part of this stack` }
      : { kind: "role", role: named };
  }
  const dependencies = profile.propertyDependencies["role"] ?? [];
  const candidates = roles.filter(({ urn }) => dependencies.includes(urn));
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return { kind: "role", role: only };
  return { kind: "unknown", reason: "its role is not known at preview" };
}

function knownOr(output: PlainValue | undefined, input: PlainValue | undefined): PlainValue | undefined {
  return output === undefined || output === UNKNOWN ? (input ?? output) : output;
}
