import { effectivePermissions, type EffectivePermissions } from "../iam";
import { isPlainObject } from "../ec2/plain-value";
import { subjectOfPrincipal, type PrincipalSubject } from "./principal-subject";
import { ROLE_TYPE } from "./document-properties";
import { GROUP_TYPE } from "./resource-types";
import { nameOf } from "./stack-index";
import type { StackPrincipal } from "./stack-principals";
import { labelOf, type StackResource } from "./stack-resource";

/** Stands for the account where it is not known; AWS's example account. */
const ANY_ACCOUNT = "123456789012";

/** What a principal of the stack may do. */
export interface EffectivePrincipal {
  readonly permissions: EffectivePermissions;
  readonly subject: PrincipalSubject;
  /** Why a request of the principal is not known in full: its policies speak of an ARN that is not known. */
  readonly anonymous?: string;
}

/** The effective permissions of a principal: its policies within its boundary, with its ARN and tags where they are known. */
export function effectivePrincipal(principal: StackPrincipal): EffectivePrincipal {
  const { resource } = principal;
  const subject = subjectOfPrincipal(principal);
  const { identity, permissionsBoundary } = subject;
  const arn = arnOf(resource);
  const policies = { identity, ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }) };
  const permissions = effectivePermissions(policies, {
    principal: arn ?? placeholderArn(resource),
    context: tagsOf(resource),
  });
  if (arn !== undefined || !/aws:(userid|username|principal)/i.test(JSON.stringify([identity, permissionsBoundary]))) {
    return { permissions, subject };
  }
  return {
    permissions,
    subject,
    anonymous: `its policies speak of the caller, and the ARN of ${labelOf(resource)} is not known`,
  };
}

/** The ARN of a role, as a pattern where the account or the name is not known yet. */
export function roleArnPattern(role: StackResource): string {
  const arn = arnOf(role);
  if (arn !== undefined) return arn;
  const { path } = role.properties;
  const name = nameOf(role);
  const folder = typeof path === "string" ? path : name === undefined || typeof name !== "string" ? "/*" : "/";
  return `arn:*:iam::*:role${folder}${typeof name === "string" ? name : "*"}`;
}

function arnOf({ type, properties }: StackResource): string | undefined {
  const { arn } = properties;
  return typeof arn === "string" && type !== GROUP_TYPE ? arn : undefined;
}

function placeholderArn(resource: StackResource): string {
  const name = nameOf(resource);
  const kind = resource.type === ROLE_TYPE ? "role" : "user";
  return `arn:aws:iam::${ANY_ACCOUNT}:${kind}/${typeof name === "string" ? name : resource.name}`;
}

function tagsOf({ properties }: StackResource): Readonly<Record<string, string>> {
  const tags = properties["tagsAll"] ?? properties["tags"];
  if (!isPlainObject(tags)) return {};
  const known = Object.entries(tags).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(known.map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
}
