import { InvariantError } from "../errors";
import type { Containment, ContainmentOptions, PermissionSource } from "./containment";
import { decide } from "./decide";
import { replay } from "./goal";

/**
 * Decides whether `inner` allows nothing that `outer` does not: over all well-formed requests, or with a catalogue over
 * those that AWS can receive; for all values of policy variables and symbols. Exact where it answers `contained` or
 * `notContained`; a counterexample has been evaluated on both sides. Bounded by `limits.containmentSteps`.
 * @throws InvariantError when a request that was found does not show the difference: a defect of this engine.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-custom-policy-checks.html
 */
export function checkContainment(
  inner: PermissionSource,
  outer: PermissionSource,
  options: ContainmentOptions = {},
): Containment {
  const decision = decide([inner], outer, options);
  if (decision.kind === "none") return { kind: "contained" };
  if (decision.kind === "unknown") return decision;
  const { request: counterexample, symbols, goal } = decision;
  const { allowed, refused } = replay(counterexample, goal);
  if (refused === undefined) throw new InvariantError("a counterexample is refused by the outer side");
  return {
    kind: "notContained",
    counterexample,
    allowedBy: allowed.flatMap(({ deciding }) => deciding),
    notAllowedBecause: refused.decision === "explicitDeny" ? refused.deciding : "noStatementAllows",
    ...(symbols && { symbols }),
  };
}
