import { judgePublicTrust } from "../../iam";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { documentJudge } from "./document-judge";
import { judgedOnce } from "./judged-once";

export const iamRoleDisallowPublicTrust: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-role-disallow-public-trust",
  displayName: "No public trust",
  description: "Trust policies of roles let no stranger assume the role.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["iam", "trust"],
  yieldsTo: ["iam-document-require-valid"],
  remediationSteps:
    "Name the service or the principals that may assume the role, or add a condition that strangers cannot meet.",
  judgeStack: documentJudge({
    policyType: "trust",
    judge: judgedOnce((document) => judgePublicTrust(document)),
    problem: "lets strangers assume the role",
    fix:
      'name who may: Principal: { Service: "ec2.amazonaws.com" }; for an identity provider ask for its subject ' +
      "(token.actions.githubusercontent.com:sub, cognito-identity.amazonaws.com:aud), for everybody of an organisation for " +
      "aws:PrincipalOrgID, with StringEquals or StringLike: IfExists and ForAllValues also hold where the key is absent",
  }),
};
