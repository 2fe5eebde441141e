import {
  effectivePermissions,
  type EffectivePermissions,
  type OwnResources,
  speaksOfCaller,
  STAND_IN_PARTITION,
} from "../iam";
import { isPlainObject } from "../ec2/plain-value";
import { subjectOfPrincipal, type PrincipalSubject } from "./principal-subject";
import { ROLE_TYPE } from "./document-properties";
import { GROUP_TYPE, POLICY_TYPE, USER_TYPE } from "./resource-types";
import { nameOf } from "./stack-index";
import type { StackPrincipal } from "./stack-principals";
import { labelOf, type StackResource } from "./stack-resource";

/** Stands for the account where it is not known, in the stand-in partition; AWS's example account. */
const ANY_ACCOUNT = `arn:${STAND_IN_PARTITION}:iam::123456789012`;

/** What a principal of the stack may do. */
export interface EffectivePrincipal {
  readonly permissions: EffectivePermissions;
  readonly subject: PrincipalSubject;
  /** Why a request of the principal is not known in full: its policies speak of an ARN that is not known. */
  readonly anonymous?: string;
}

const known = new WeakMap<StackPrincipal, EffectivePrincipal>();

/**
 * The effective permissions of a principal: its policies within its boundary, with its ARN and tags where they are known.
 * Made once for each principal.
 */
export function effectivePrincipal(principal: StackPrincipal): EffectivePrincipal {
  const made = known.get(principal) ?? makeEffective(principal);
  known.set(principal, made);
  return made;
}

function makeEffective(principal: StackPrincipal): EffectivePrincipal {
  const { resource } = principal;
  const subject = subjectOfPrincipal(principal);
  const { identity, permissionsBoundary } = subject;
  const arn = arnOf(resource);
  const policies = { identity, ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }) };
  const permissions = effectivePermissions(policies, {
    principal: arn ?? placeholderArn(resource),
    context: tagsOf(resource),
  });
  const all = permissionsBoundary === undefined ? identity : [...identity, permissionsBoundary];
  if (arn !== undefined || !speaksOfCaller(all)) return { permissions, subject };
  return {
    permissions,
    subject,
    anonymous: `its policies speak of the caller, and the ARN of ${labelOf(resource)} is not known`,
  };
}

/** The ARN of a role, user or group, as a pattern where the account or the name is not known yet. */
export function principalArnPattern(principal: StackResource): string {
  return arnPattern(principal, KINDS[principal.type] ?? "role");
}

/** The ARN of a managed policy of the stack, as a pattern where the account or the name is not known yet. */
export function policyArnPattern(policy: StackResource): string {
  return arnPattern(policy, "policy");
}

/** What of the stack says what a principal may do: itself, the managed policies that it has, and its boundary. */
export interface OwnStackResources {
  /** Those whose ARNs or names are known. */
  readonly known: OwnResources;
  /** All of them; the pattern of one whose name is not known matches others too. */
  readonly all: OwnResources;
  /** One whose name is not known. */
  readonly unnamed?: StackResource;
}

/** Returns what of the stack says what the principal may do. */
export function ownResources(principal: StackPrincipal): OwnStackResources {
  const { resource, documents, boundary, groups } = principal;
  const held = [...documents, ...(boundary === undefined ? [] : [boundary])].map((document) => document.resource);
  const unnamed = [resource, ...groups, ...held.filter(isManagedPolicy)].find((one) => !isNamed(one));
  const all = ownPatterns(principal, () => true);
  return unnamed === undefined ? { known: all, all } : { known: ownPatterns(principal, isNamed), all, unnamed };
}

function ownPatterns(
  { resource, documents, boundary, groups }: StackPrincipal,
  isMeant: (resource: StackResource) => boolean,
): OwnResources {
  const patterns = (resources: readonly StackResource[]): readonly string[] =>
    resources.filter((one) => isManagedPolicy(one) && isMeant(one)).map(policyArnPattern);
  return {
    kind: KINDS[resource.type] ?? "role",
    principals: isMeant(resource) ? [principalArnPattern(resource)] : [],
    groups: groups.filter(isMeant).map(principalArnPattern),
    policies: patterns(documents.map((document) => document.resource)),
    boundaries: patterns(boundary === undefined ? [] : [boundary.resource]),
  };
}

function isManagedPolicy({ type }: StackResource): boolean {
  return type === POLICY_TYPE;
}

const KINDS: Readonly<Record<string, OwnResources["kind"]>> = {
  [ROLE_TYPE]: "role",
  [USER_TYPE]: "user",
  [GROUP_TYPE]: "group",
};

function isNamed(resource: StackResource): boolean {
  return arnOf(resource) !== undefined || typeof nameOf(resource) === "string";
}

function arnPattern(resource: StackResource, kind: OwnResources["kind"] | "policy"): string {
  const arn = arnOf(resource);
  if (arn !== undefined) return arn;
  const { path } = resource.properties;
  const name = nameOf(resource);
  const folder = typeof path === "string" ? path : name === undefined || typeof name !== "string" ? "/*" : "/";
  return `arn:*:iam::*:${kind}${folder}${typeof name === "string" ? name : "*"}`;
}

function arnOf({ type, properties }: StackResource): string | undefined {
  const { arn } = properties;
  return typeof arn === "string" && type !== GROUP_TYPE ? arn : undefined;
}

/** For a group that of some member. */
function placeholderArn(resource: StackResource): string {
  const given = nameOf(resource);
  const name = typeof given === "string" ? given : resource.name;
  const kinds: Readonly<Record<string, string>> = { [ROLE_TYPE]: "role/", [GROUP_TYPE]: "user/member-of-" };
  return `${ANY_ACCOUNT}:${kinds[resource.type] ?? "user/"}${name}`;
}

function tagsOf({ properties }: StackResource): Readonly<Record<string, string>> {
  const tags = properties["tagsAll"] ?? properties["tags"];
  if (!isPlainObject(tags)) return {};
  const known = Object.entries(tags).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(known.map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
}
