import { judgeActions } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { effectivePrincipal, roleArnPattern } from "../../stack-model/effective-principal";
import { passedRoles, type PassedRole } from "../../stack-model/passed-role-gain";
import { stackModelOf } from "../../stack-model/stack-model";
import { labelOf } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { readsDocuments } from "./document-judge";
import { renderStatements } from "./render-difference";

/** Calls that change what a role may do. */
const CHANGES = [
  "iam:PutRolePolicy",
  "iam:AttachRolePolicy",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PutRolePermissionsBoundary",
];

export const iamRoleDisallowChangeByPasser: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-role-disallow-change-by-passer",
  displayName: "Who passes a role does not change it",
  description: "Nobody of the stack may both pass a role of the stack and change what it may do.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "pass-role", "least-privilege"],
  remediationSteps: "Let the one who passes roles and the one who writes their policies be different principals.",
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources) => passedRoles(stackModelOf(resources)).flatMap(judgePassed),
  },
};

function judgePassed({ passer, role, passedBy }: PassedRole): readonly Finding[] {
  const { subject } = effectivePrincipal(passer);
  const answer = judgeActions(subject, CHANGES, [roleArnPattern(role.resource)]);
  if (answer.kind === "notGranted") return [];
  const { resource } = passer;
  const fix =
    "let the passer change no role that it may pass: name other roles, or add a Deny of iam:PutRolePolicy and iam:AttachRolePolicy";
  const reason = answer.kind === "unknown" ? answer.reason.message : subject.boundaryGap;
  if (answer.kind === "unknown" || reason !== undefined) {
    const problem = `whether it may change ${labelOf(role.resource)}, which it may pass, is not decided: ${reason ?? ""}`;
    return [{ kind: "notVerified", resource, problem, fix }];
  }
  const change = `\`${answer.request.action}\`, by ${renderStatements(answer.statements)}`;
  const problem = `may pass ${labelOf(role.resource)}, by ${renderStatements(passedBy)}, and change what it may do with ${change}`;
  return [{ kind: "violation", resource, problem, fix }];
}
