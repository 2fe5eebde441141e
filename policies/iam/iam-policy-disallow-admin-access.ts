import { judgeAdministratorAccess, whyAdministrator } from "../../iam";
import { stackModelOf } from "../../stack-model/stack-model";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { documentJudge } from "./document-judge";
import { judgeOwnWriters } from "./own-permissions-judge";

const DOCUMENTS = documentJudge({
  policyType: "identity",
  judge: (source) => judgeAdministratorAccess(source),
  problem: "grants administrator access",
  reasonOf: whyAdministrator,
  fix: 'list what is needed, for example Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::photos/*"]',
  addsUp: true,
});

export const iamPolicyDisallowAdminAccess: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-policy-disallow-admin-access",
  displayName: "No administrator access",
  description:
    "Identity-based policies grant no administrator access, however it is written, and let nobody write its own policies.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["iam", "least-privilege"],
  yieldsTo: ["iam-document-require-valid"],
  remediationSteps: "List the actions and resources that are needed, or leave IAM out of what is granted.",
  judgeStack: {
    ...DOCUMENTS,
    judge: (resources, settings) => {
      const ofDocuments = DOCUMENTS.judge(resources, settings);
      return [...ofDocuments, ...judgeOwnWriters(stackModelOf(resources), ofDocuments)];
    },
  },
};
