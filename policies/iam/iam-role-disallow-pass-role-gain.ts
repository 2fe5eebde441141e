import type { AuthorizationRequest } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { passedRoles, type PassedRole } from "../../stack-model/passed-role-gain";
import { stackModelOf } from "../../stack-model/stack-model";
import { labelOf } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { readsDocuments } from "./document-judge";
import { nameOf } from "./document-rule";

const FIX =
  "take the permission from the passed role, give it to the passer, or let the passer pass another role; PassRoleGuard " +
  "accepts a gain with allowGain: [{ role, reason }]";

export const iamRoleDisallowPassRoleGain: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-role-disallow-pass-role-gain",
  displayName: "No gain by passing a role",
  description: "Nobody of the stack may pass a role of the stack that may do more than they may.",
  severity: "high",
  enforcementLevel: "mandatory",
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
  const by = passedBy.map((statement) => `${nameOf(statement)} of ${statement.policyId}`).join(" and ");
  if (verdict.kind === "unknown") {
    const problem = `whether it gains by passing ${labelOf(role)} is not decided: ${verdict.reason}`;
    return [{ kind: "notVerified", resource, problem, fix: FIX }];
  }
  const { counterexample, allowedBy } = verdict.gain;
  const allowing = allowedBy.map((statement) => `${nameOf(statement)} of ${statement.policyId}`).join(" and ");
  const problem = `may pass ${labelOf(role)}, by ${by}, and so gains ${renderRequest(counterexample)}, which the role is allowed by ${allowing}`;
  return [{ kind: "violation", resource, problem, fix: FIX }];
}

/** The request as messages show it: action, resource and keys. */
function renderRequest({ action, resource, context }: AuthorizationRequest): string {
  const keys = Object.entries(context).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return `\`${action}\` on \`${resource}\`${keys.length === 0 ? "" : ` with ${keys.join(" and ")}`}`;
}
