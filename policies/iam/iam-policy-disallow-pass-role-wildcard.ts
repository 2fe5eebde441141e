import { judgePassRoleReach } from "../../iam";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { documentJudge } from "./document-judge";

export const iamPolicyDisallowPassRoleWildcard: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-policy-disallow-pass-role-wildcard",
  displayName: "PassRole names the roles",
  description:
    "Identity-based policies let nobody pass roles of whatever name: what they allow has some part of a name or path, however short.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "pass-role", "least-privilege"],
  yieldsTo: ["iam-document-require-valid", "iam-policy-disallow-admin-access"],
  remediationSteps:
    "Name the role, or the path or name prefix of the roles, in the Resource of the statement that grants iam:PassRole.",
  judgeStack: documentJudge({
    policyType: "identity",
    judge: (source) => judgePassRoleReach(source),
    problem: "lets its holder pass any role of the account",
    fix:
      'name the roles: Action: "iam:PassRole", Resource: "arn:aws:iam::ACCOUNT:role/NAME-OR-PREFIX*"; or leave it to ' +
      "PassRoleGuard of pulumi-ec2-identity, which also names the service and what may be launched",
    addsUp: false,
  }),
};
