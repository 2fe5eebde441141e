import { type AccessAnswer, judgeActions } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { effectivePrincipal, policyArnPattern, principalArnPattern } from "../../stack-model/effective-principal";
import { passedRoles, type PassedRole } from "../../stack-model/passed-role-gain";
import { POLICY_TYPE } from "../../stack-model/resource-types";
import { stackModelOf } from "../../stack-model/stack-model";
import type { StackPrincipal } from "../../stack-model/stack-principals";
import { labelOf } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import { namesOf } from "../join-problems";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { causesOf, readsDocuments } from "./document-judge";
import { renderStatements } from "./render-difference";

/** Calls that change what a role may do, or who may assume it. */
const ROLE_CHANGES = [
  "iam:PutRolePolicy",
  "iam:AttachRolePolicy",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PutRolePermissionsBoundary",
  "iam:UpdateAssumeRolePolicy",
];

/** Calls that change what a managed policy says. */
const POLICY_CHANGES = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"];

export const iamRoleDisallowChangeByPasser: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-role-disallow-change-by-passer",
  displayName: "Who passes a role does not change it",
  description: "Nobody of the stack may both pass a role of the stack and change what it may do.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "pass-role", "least-privilege"],
  yieldsTo: ["iam-policy-disallow-admin-access"],
  remediationSteps: "Let the one who passes roles and the one who writes their policies be different principals.",
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources) => reportsOf(passedRoles(stackModelOf(resources)).flatMap(judgePassed)),
  },
};

/** That a passer may change a role, or that it is not decided, with what several roles may have in common. */
interface Change {
  readonly kind: "violation" | "notVerified";
  readonly passed: PassedRole;
  readonly said: string;
  /** The call that changes it; absent where it is not decided which. */
  readonly action?: string;
  /** The statements that grant the change, as causes. */
  readonly causes?: readonly string[];
}

function judgePassed(passed: PassedRole): readonly Change[] {
  const { passer, role, passedBy } = passed;
  const { subject } = effectivePrincipal(passer);
  const answer = firstOf([
    judgeActions(subject, ROLE_CHANGES, [principalArnPattern(role.resource)]),
    ...policiesOf(role).map((policy) => judgeActions(subject, POLICY_CHANGES, [policy])),
  ]);
  if (answer.kind === "notGranted") return [];
  const reason = answer.kind === "unknown" ? answer.reason.message : subject.boundaryGap;
  if (answer.kind === "unknown" || reason !== undefined) {
    return [{ kind: "notVerified", passed, said: `which it may pass, is not decided: ${reason ?? ""}` }];
  }
  const { action } = answer.request;
  const change = `\`${action}\`, by ${renderStatements(answer.statements)}`;
  const said = `by ${renderStatements(passedBy)}, and change what it may do with ${change}`;
  return [{ kind: "violation", passed, said, action, causes: causesOf(passer, answer.statements) }];
}

/** The first answer that grants, else the first that is not decided. */
function firstOf(answers: readonly AccessAnswer[]): AccessAnswer {
  const found = ["granted", "unknown"].map((kind) => answers.find((answer) => answer.kind === kind));
  return found.find((answer) => answer !== undefined) ?? { kind: "notGranted" };
}

/** The ARNs of the managed policies of the stack that say what the role may do, its boundary among them. */
function policiesOf({ documents, boundary }: StackPrincipal): readonly string[] {
  const resources = [...documents, ...(boundary === undefined ? [] : [boundary])].map(({ resource }) => resource);
  return resources.filter(({ type }) => type === POLICY_TYPE).map(policyArnPattern);
}

/** One finding for all roles that a passer may change by the same statements. */
function reportsOf(changes: readonly Change[]): readonly Finding[] {
  const causes = Map.groupBy(changes, ({ passed, kind, said }) => `${passed.passer.resource.urn}\n${kind}\n${said}`);
  return [...causes.values()].flatMap((same) =>
    same.slice(0, 1).map(({ kind, passed, said, action, causes: granting = [] }): Finding => {
      const roles = namesOf(same.map((change) => labelOf(change.passed.role.resource)));
      const problem = kind === "violation" ? `may pass ${roles}, ${said}` : `whether it may change ${roles}, ${said}`;
      return { kind, resource: passed.passer.resource, problem, fix: fixOf(action), causes: granting };
    }),
  );
}

/** What takes the change away: of one call, or of all that change roles where none is known. */
function fixOf(action: string | undefined): string {
  const isOfPolicy = POLICY_CHANGES.some((change) => change.toLowerCase() === action?.toLowerCase());
  const named = isOfPolicy ? "policies that no such role has" : "other roles";
  const denied = action === undefined ? [...ROLE_CHANGES, ...POLICY_CHANGES] : [action];
  const calls = denied.map((call) => `\`${call}\``).join(", ");
  return `let the passer change no role that it may pass: name ${named}, or add a Deny of ${calls}`;
}
