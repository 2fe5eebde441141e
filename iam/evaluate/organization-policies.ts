import { hasIdentityPolicies } from "./principal";
import type { RequestView } from "./request-view";

/**
 * Services whose resources RCPs limit, by the prefix of their actions, as of January 2026.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
const RCP_SERVICES: ReadonlySet<string> = new Set([
  "s3",
  "sts",
  "kms",
  "sqs",
  "secretsmanager",
  "ecr",
  "aoss",
  "cognito-identity",
  "cognito-idp",
  "logs",
]);

/**
 * SCPs limit every principal of a member account, root too; not those of the management account and not service-linked roles.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function isLimitedByScps(view: RequestView): boolean {
  return hasIdentityPolicies(view.principal) && view.request.managementAccount !== true && !isServiceLinkedRole(view);
}

/**
 * RCPs limit whoever calls, on resources of the supported services; not service-linked roles.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function isLimitedByRcps(view: RequestView): boolean {
  return RCP_SERVICES.has(view.service) && !isServiceLinkedRole(view);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
function isServiceLinkedRole(view: RequestView): boolean {
  const { kind, text } = view.principal;
  if (kind !== "role" && kind !== "roleSession") return false;
  const roleArn = kind === "role" ? text : view.valueOf("aws:principalarn");
  return typeof roleArn === "string" && roleArn.includes(":role/aws-service-role/");
}
