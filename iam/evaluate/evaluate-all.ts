import type { ApplicablePolicies, AuthorizationRequest } from "./authorization-request";
import { CompiledPolicies } from "./compile-policies";
import { evaluate, type EvaluateOptions, type Evaluation } from "./evaluate";

/**
 * Decides one call that AWS authorises against several resources, such as RunInstances: every request must be allowed.
 * The decision is that of the first request refused, an explicit deny before an implicit one; refused by one is refused,
 * whatever is unknown of the others. The notes are those on all requests.
 * @throws RangeError when there is no request.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-policies-ec2-console.html
 */
export function evaluateAll(
  requests: readonly AuthorizationRequest[],
  policies: ApplicablePolicies | CompiledPolicies,
  options: EvaluateOptions = {},
): Evaluation {
  if (requests.length === 0) throw new RangeError("a call is authorised against at least one resource, got no request");
  const compiled = policies instanceof CompiledPolicies ? policies : new CompiledPolicies(policies);
  const evaluations = requests.map((request) => evaluate(request, compiled, options));
  const notes = evaluations.flatMap((evaluation) => evaluation.notes ?? []);
  const evaluation = together(evaluations);
  return notes.length === 0 ? evaluation : { ...evaluation, notes };
}

function together(evaluations: readonly Evaluation[]): Evaluation {
  for (const decision of ["explicitDeny", "implicitDeny", "unknown"] as const) {
    const found = evaluations.find((evaluation) => evaluation.decision === decision);
    if (found !== undefined) return found;
  }
  return { decision: "allowed", deciding: evaluations.flatMap(({ deciding }) => deciding) };
}
