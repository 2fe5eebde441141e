import { UNKNOWN } from "../ec2/plain-value";
import { attachmentsOf, meaningOf } from "./attachments";
import { ROLE_TYPE } from "./document-properties";
import { holdersOf, holdsForOthers, references } from "./policy-holders";
import { GROUP_TYPE, POLICY_TYPE, USER_TYPE } from "./resource-types";
import type { StackDocument } from "./stack-document";
import type { StackIndex } from "./stack-index";
import type { StackResource } from "./stack-resource";

/** What bounds a principal: a document, or nothing that is known. */
export type Boundary = StackDocument | { readonly resource: StackResource; readonly reason: string };

/** A role, user or group of a stack with all that grants it permissions. */
export interface StackPrincipal {
  readonly resource: StackResource;
  /** Its identity-based policies: inline, attached, and for a user those of its groups. Some may be unknown. */
  readonly documents: readonly StackDocument[];
  /** The groups of a user; none for others. */
  readonly groups: readonly StackResource[];
  readonly boundary?: Boundary;
}

/** The principals of a stack, and what belongs to some principal that cannot be told. */
export interface StackPrincipals {
  readonly principals: readonly StackPrincipal[];
  /** Resources whose policies belong to a principal that is not known, with the property that should say it. */
  readonly unplaced: readonly { readonly resource: StackResource; readonly property: string }[];
  /** URNs of policies that stand as a boundary and are attached to nobody. */
  readonly boundariesOnly: ReadonlySet<string>;
}

/** The types of the principals of a stack. */
export const PRINCIPAL_TYPES: readonly string[] = [ROLE_TYPE, USER_TYPE, GROUP_TYPE];

/** The properties that put users into groups. */
const MEMBERSHIPS: Readonly<Record<string, { readonly users: string; readonly groups: string }>> = {
  "aws:iam/userGroupMembership:UserGroupMembership": { users: "user", groups: "groups" },
  "aws:iam/groupMembership:GroupMembership": { users: "users", groups: "group" },
};

/** Whether principals are made of resources of that type, beside those that hold or attach documents. */
export function describesPrincipals(type: string): boolean {
  return PRINCIPAL_TYPES.includes(type) || holdsForOthers(type) || type in MEMBERSHIPS;
}

/**
 * Joins the documents of a stack with the roles, users and groups that they belong to, by the names and ARNs that are
 * known and by what unknown ones come from. A policy that several principals hold is a document of each.
 */
export function collectPrincipals(index: StackIndex, documents: readonly StackDocument[]): StackPrincipals {
  const byResource = new Map<string, StackDocument[]>();
  for (const document of documents) {
    if (document.policyType !== "identity") continue;
    const { urn } = document.resource;
    byResource.set(urn, [...(byResource.get(urn) ?? []), document]);
  }
  const held = new Map<string, StackDocument[]>();
  const unplaced: { resource: StackResource; property: string }[] = [];
  const attached = new Set<string>();
  for (const resource of index.resources) {
    const isPrincipal = PRINCIPAL_TYPES.includes(resource.type);
    if (!isPrincipal && !holdsForOthers(resource.type)) continue;
    const { own } = attachmentsOf(resource, index);
    for (const { urn } of own) attached.add(urn);
    const found = [resource, ...own].flatMap(({ urn }) => byResource.get(urn) ?? []);
    if (found.length === 0) continue;
    const { holders, unknown } = isPrincipal ? { holders: [resource], unknown: undefined } : holdersOf(resource, index);
    for (const { urn } of holders) held.set(urn, [...(held.get(urn) ?? []), ...found]);
    if (unknown !== undefined) unplaced.push({ resource, property: unknown });
  }
  const { groups, unknown: memberships } = groupsOfUsers(index);
  const bounding = new Set<string>();
  const principals = PRINCIPAL_TYPES.flatMap((type) => index.ofType(type)).map((resource): StackPrincipal => {
    const inherited = [...(groups.get(resource.urn) ?? [])].flatMap((urn) => held.get(urn) ?? []);
    const boundary = boundaryOf(resource, index, byResource);
    if (boundary !== undefined) bounding.add(boundary.resource.urn);
    const all = [...new Set([...(held.get(resource.urn) ?? []), ...inherited])];
    const ofUser = [...(groups.get(resource.urn) ?? [])].flatMap((urn) => index.byUrn.get(urn) ?? []);
    return { resource, documents: all, groups: ofUser, ...(boundary === undefined ? {} : { boundary }) };
  });
  const boundariesOnly = [...bounding].filter((urn) => !attached.has(urn));
  return { principals, unplaced: [...unplaced, ...memberships], boundariesOnly: new Set(boundariesOnly) };
}

/** The URNs of the groups of each user, by the user's URN, and the memberships of which a side is not known. */
function groupsOfUsers(index: StackIndex): {
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  readonly unknown: StackPrincipals["unplaced"];
} {
  const result = new Map<string, Set<string>>();
  const unknown: StackPrincipals["unplaced"][number][] = [];
  for (const [type, { users, groups }] of Object.entries(MEMBERSHIPS)) {
    for (const membership of index.ofType(type)) {
      const found = (property: string, of: string): readonly StackResource[] => {
        const meant = references(membership, property, of, index);
        if (meant.some(({ kind }) => kind === "unknown")) unknown.push({ resource: membership, property });
        return meant.flatMap((one) => (one.kind === "found" ? [one.resource] : []));
      };
      const ofGroups = found(groups, GROUP_TYPE).map(({ urn }) => urn);
      for (const { urn } of found(users, USER_TYPE)) {
        result.set(urn, new Set([...(result.get(urn) ?? []), ...ofGroups]));
      }
    }
  }
  return { groups: result, unknown };
}

function boundaryOf(
  resource: StackResource,
  index: StackIndex,
  byResource: ReadonlyMap<string, readonly StackDocument[]>,
): Boundary | undefined {
  const property = "permissionsBoundary";
  const arn = resource.properties[property] ?? resource.inputs?.[property];
  if (arn === undefined || arn === null || arn === "") return undefined;
  if (arn === UNKNOWN) {
    const [only, ...others] = index.sources(resource.propertyDependencies[property] ?? [], POLICY_TYPE);
    const [document] = only === undefined || others.length > 0 ? [] : (byResource.get(only.urn) ?? []);
    return document ?? { resource, reason: `the \`${property}\` is not known at preview` };
  }
  if (typeof arn !== "string") return { resource, reason: `the \`${property}\` is no ARN` };
  const meaning = meaningOf(arn, index);
  if (meaning.kind === "document") {
    const state = { kind: "known", value: meaning.document } as const;
    return { resource, property: `${property} (${meaning.name})`, policyType: "identity", state };
  }
  const [document] = meaning.kind === "own" ? (byResource.get(meaning.policy.urn) ?? []) : [];
  return document ?? { resource, reason: `the \`${property}\` is not part of this stack` };
}
