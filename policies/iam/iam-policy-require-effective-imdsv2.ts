import { findImdsv2Gaps } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { readDocument } from "../../stack-model/read-document";
import { stackModelOf } from "../../stack-model/stack-model";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { readsDocuments } from "./document-judge";
import { imdsv2GapFindings } from "./imdsv2-gap-findings";

export const iamPolicyRequireEffectiveImdsv2: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-policy-require-effective-imdsv2",
  displayName: "Identity policies that require IMDSv2 do",
  description: "Identity-based policies that claim to require IMDSv2 refuse the launch without, and only that.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["ec2", "iam", "imdsv2"],
  remediationSteps: "Write the statements as the fix says, or take them from `organizationPolicies.identityPolicy()`.",
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources) =>
      stackModelOf(resources).documents.flatMap((found): readonly Finding[] => {
        if (found.policyType !== "identity" || found.awsManaged !== undefined) return [];
        const parsed = readDocument(found);
        if (parsed?.kind !== "parsed") return [];
        return imdsv2GapFindings(found.resource, found.property, findImdsv2Gaps(parsed.document, "identity"));
      }),
  },
};
