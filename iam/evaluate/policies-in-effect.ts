import type { NamedPolicy } from "../document/policy-document";
import type { CompiledPolicies } from "./compile-policies";
import type { CompiledStatement } from "./compiled-statement";
import { hasIdentityPolicies, type RequestPrincipal } from "./principal";
import type { RequestView } from "./request-view";

/**
 * Whether identity policies, boundary and session policies limit the caller: an IAM or STS principal other than the root user.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function isLimitedByItsPolicies(principal: RequestPrincipal): boolean {
  return hasIdentityPolicies(principal) && principal.kind !== "accountRoot";
}

/** Whether the caller has a permissions boundary; one that is given for a caller who can have none does not count. */
export function hasBoundaryInEffect({ principal }: RequestView, { permissionsBoundary }: CompiledPolicies): boolean {
  return permissionsBoundary !== undefined && isLimitedByItsPolicies(principal);
}

/**
 * Whether session policies limit the caller. A role session without any has all that its role has; a federated user
 * session without any has nothing.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export function areSessionPoliciesInEffect(session: readonly NamedPolicy[], { kind }: RequestPrincipal): boolean {
  return session.length > 0 || kind === "federatedUser";
}

/** The session policies that limit the caller; undefined: none do. */
export function sessionPoliciesInEffect(
  { principal }: RequestView,
  { session, source }: CompiledPolicies,
): readonly CompiledStatement[] | undefined {
  return areSessionPoliciesInEffect(source.session ?? [], principal) ? session : undefined;
}
