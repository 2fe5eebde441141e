import { bundledCatalogue, judgeUnnamedResources } from "../../iam";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { documentJudge } from "./document-judge";

export const iamPolicyDisallowResourceWildcard: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-policy-disallow-resource-wildcard",
  displayName: "Resources are named",
  description: "Identity-based policies grant actions that have resource types on resources that they name.",
  severity: "low",
  enforcementLevel: "disabled",
  tags: ["iam", "least-privilege"],
  yieldsTo: [
    "iam-document-require-valid",
    "iam-policy-disallow-admin-access",
    "iam-policy-disallow-service-wildcard",
    "iam-policy-disallow-pass-role-wildcard",
  ],
  remediationSteps:
    "Name the resources, or limit them by a condition; leave `*` to actions that have no resource types.",
  judgeStack: documentJudge({
    policyType: "identity",
    judge: (source) => judgeUnnamedResources(source, bundledCatalogue()),
    problem: "grants an action that has resource types on resources that it does not name",
    problemOf: ({ action }) => `grants \`${action}\`, which has resource types, on resources that it does not name`,
    fix: "name the resources, or give what has no resource types a statement of its own",
    addsUp: false,
    sparesAws: true,
  }),
};
