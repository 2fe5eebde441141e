import { hasIdentityPolicies } from "./principal";
import { RCP_SERVICES } from "./rcp-services";
import type { RequestView } from "./request-view";

/** In the ARNs of service-linked roles. */
export const SERVICE_LINKED_PATH = ":role/aws-service-role/";

/**
 * SCPs limit every principal of a member account, root too; not those of the management account and not service-linked roles.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function isLimitedByScps(view: RequestView): boolean {
  return hasIdentityPolicies(view.principal) && view.request.managementAccount !== true && !isServiceLinkedRole(view);
}

/** Retiring a grant is the one action of a supported service that RCPs do not limit. */
export const NOT_LIMITED_BY_RCPS = "kms:retiregrant";

/**
 * RCPs limit whoever calls, on resources of the supported services in member accounts; not calls by service-linked roles,
 * nor who may assume one, nor resources of the management account.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function isLimitedByRcps(view: RequestView): boolean {
  if (!RCP_SERVICES.has(view.service) || view.action === NOT_LIMITED_BY_RCPS) return false;
  return !isServiceLinkedRole(view) && !view.resource.includes(SERVICE_LINKED_PATH) && !isOfManagementAccount(view);
}

/** Of accounts the request names the management account only where it is the caller's. */
function isOfManagementAccount({ request, principal, resourceAccount }: RequestView): boolean {
  return request.managementAccount === true && (resourceAccount ?? principal.account) === principal.account;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
function isServiceLinkedRole(view: RequestView): boolean {
  const { kind, text } = view.principal;
  if (kind !== "role" && kind !== "roleSession") return false;
  const roleArn = kind === "role" ? text : view.valueOf("aws:principalarn");
  return typeof roleArn === "string" && roleArn.includes(SERVICE_LINKED_PATH);
}
