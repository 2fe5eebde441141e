import type { ApplicablePolicies } from "./authorization-request";
import type { RequestView } from "./request-view";

/**
 * What the resource-based policy of a request is: as said, else what only a policy of this resource can be. The one of a role
 * is its trust policy, the one of a KMS key its key policy; both must allow by themselves.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function resourcePolicyKind(
  said: ApplicablePolicies["resourcePolicyKind"],
  { resourceSegments }: RequestView,
): "trust" | "kmsKey" | "other" {
  if (said !== undefined) return said;
  const [, , service, , , resource = ""] = resourceSegments;
  if (service === "iam" && resource.startsWith("role/")) return "trust";
  return service === "kms" && resource.startsWith("key/") ? "kmsKey" : "other";
}
