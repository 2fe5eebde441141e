import { ROLE_TYPE } from "../../stack-model/document-properties";
import { passedRoles, type PassedRole } from "../../stack-model/passed-role-gain";
import { stackModelOf } from "../../stack-model/stack-model";
import { labelOf } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { readsDocuments } from "./document-judge";
import { renderRequest, renderStatements } from "./render-difference";

const FIX =
  "take the permission from the passed role, give it to the passer, or let the passer pass another role; PassRoleGuard " +
  "accepts a gain with allowGain: [{ role, reason }]";

export const iamRoleDisallowPassRoleGain: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-role-disallow-pass-role-gain",
  displayName: "No gain by passing a role",
  description: "Nobody of the stack may pass a role of the stack that may do more than they may.",
  severity: "high",
  enforcementLevel: "disabled",
  tags: ["iam", "pass-role", "least-privilege"],
  remediationSteps: "Take from the role what its passers may not do, or let others pass it.",
  judgeStack: {
    reads: readsDocuments,
    inputsOf: ROLE_TYPE,
    judge: (resources) => passedRoles(stackModelOf(resources)).flatMap(findingOf),
  },
};

function findingOf({ passer, role, passedBy, verdict }: PassedRole): readonly Finding[] {
  if (verdict.kind === "contained") return [];
  const { resource } = passer;
  if (verdict.kind === "unknown") {
    const problem = `whether it gains by passing ${labelOf(role)} is not decided: ${verdict.reason}`;
    return [{ kind: "notVerified", resource, problem, fix: FIX }];
  }
  const { counterexample, allowedBy } = verdict.gain;
  const gained = `gains ${renderRequest(counterexample)}, which the role is allowed by ${renderStatements(allowedBy)}`;
  const problem = `may pass ${labelOf(role)}, by ${renderStatements(passedBy)}, and so ${gained}`;
  return [{ kind: "violation", resource, problem, fix: FIX }];
}
