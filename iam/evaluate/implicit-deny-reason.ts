import type { ApplicablePolicies, AuthorizationRequest } from "./authorization-request";
import type { CompiledPolicies } from "./compile-policies";
import type { EvaluateOptions } from "./evaluate";
import { missingAllows } from "./missing-allows";
import { refusalOf } from "./refusal";
import { RequestView } from "./request-view";

/**
 * Why a request is denied implicitly, as the end of a sentence: what AWS refuses whatever the policies say (with a
 * catalogue, as in `evaluate`), else the kinds of policies that do not allow it, see `missingAllows`.
 */
export function implicitDenyReason(
  request: AuthorizationRequest,
  policies: ApplicablePolicies | CompiledPolicies,
  { catalogue }: EvaluateOptions = {},
): string {
  const refusal = catalogue === undefined ? undefined : refusalOf(new RequestView(request));
  if (refusal !== undefined) return refusal.message;
  const missing = missingAllows(request, policies);
  if (missing.length === 0) return "no policy that is given can allow it";
  return `no statement of ${missing.join(", nor of ")} allows it`;
}
