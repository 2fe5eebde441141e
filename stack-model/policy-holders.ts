import { UNKNOWN, isPlainList, type PlainValue } from "../ec2/plain-value";
import { ROLE_TYPE } from "./document-properties";
import { GROUP_TYPE, USER_TYPE } from "./resource-types";
import type { Reference, StackIndex } from "./stack-index";
import type { StackResource } from "./stack-resource";

type Holder = readonly [property: string, type: string];

/** The properties that say whose policy it is, by name; some are lists. */
const HOLDERS: Readonly<Record<string, readonly Holder[]>> = {
  "aws:iam/rolePolicy:RolePolicy": [["role", ROLE_TYPE]],
  "aws:iam/userPolicy:UserPolicy": [["user", USER_TYPE]],
  "aws:iam/groupPolicy:GroupPolicy": [["group", GROUP_TYPE]],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [["role", ROLE_TYPE]],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": [["roleName", ROLE_TYPE]],
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": [["user", USER_TYPE]],
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": [["userName", USER_TYPE]],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": [["group", GROUP_TYPE]],
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": [["groupName", GROUP_TYPE]],
  "aws:iam/policyAttachment:PolicyAttachment": [
    ["roles", ROLE_TYPE],
    ["users", USER_TYPE],
    ["groups", GROUP_TYPE],
  ],
};

/** Whether resources of that type hold or attach policies of a principal that they name. */
export function holdsForOthers(type: string): boolean {
  return type in HOLDERS;
}

/** Whose policies the resource's are, and the property that does not tell it. */
export function holdersOf(
  resource: StackResource,
  index: StackIndex,
): { readonly holders: readonly StackResource[]; readonly unknown: string | undefined } {
  const holders: StackResource[] = [];
  let unknown: string | undefined;
  for (const [property, type] of HOLDERS[resource.type] ?? []) {
    for (const reference of references(resource, property, type, index)) {
      if (reference.kind === "found") holders.push(reference.resource);
      if (reference.kind === "unknown") unknown ??= property;
    }
  }
  return { holders, unknown };
}

/** What a property with one name or a list of names means; an unknown list is all resources that it comes from. */
export function references(
  resource: StackResource,
  property: string,
  type: string,
  index: StackIndex,
): readonly Reference[] {
  const value: PlainValue | undefined = resource.properties[property];
  const dependencies = resource.propertyDependencies[property] ?? [];
  const saysNothing = Object.keys(resource.properties).length === 0;
  if (saysNothing) return [{ kind: "unknown" }];
  const isList = isPlainList(value);
  const names: readonly (PlainValue | undefined)[] = isList ? value : [value];
  const unknowns = names.filter((name) => name === UNKNOWN).length;
  const sources = unknowns === 0 ? [] : index.sources(dependencies, type);
  if (isList && unknowns > 0 && unknowns <= sources.length) {
    const known = names.filter((name) => name !== UNKNOWN);
    return [
      ...sources.map((source): Reference => ({ kind: "found", resource: source })),
      ...known.map((name) => index.referred(name, [], type)),
    ];
  }
  return names.map((name) => index.referred(name, dependencies, type));
}
