import { judgePublicAccess } from "../../iam";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { documentJudge } from "./document-judge";

export const iamResourcePolicyDisallowPublicAccess: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-resource-policy-disallow-public-access",
  displayName: "No public resource policies",
  description:
    "Policies of buckets, queues, topics, keys and secrets that name the stack's roles let no stranger do anything.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "least-privilege"],
  yieldsTo: ["iam-document-require-valid"],
  remediationSteps: "Name the principals that need access, or add a condition that strangers cannot meet.",
  judgeStack: documentJudge({
    policyType: "resource",
    judge: (document) => judgePublicAccess(document),
    problem: "lets strangers use the resource",
    problemOf: ({ action }) => `lets strangers do \`${action}\``,
    fix: "name who may: Principal: { AWS: arnOf(role) }; or a condition such as aws:PrincipalOrgID",
  }),
};
