import { judgePassedToService, PASSED_TO_SERVICE } from "../../iam";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { documentJudge } from "./document-judge";

export const iamPolicyRequirePassedToService: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-policy-require-passed-to-service",
  displayName: "PassRole names the service",
  description: "Identity-based policies that grant iam:PassRole limit it to the services that they name.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "pass-role", "least-privilege"],
  yieldsTo: ["iam-document-require-valid", "iam-policy-disallow-admin-access", "iam-policy-disallow-service-wildcard"],
  remediationSteps: "Add a StringEquals condition on iam:PassedToService to the statement that grants iam:PassRole.",
  judgeStack: documentJudge({
    policyType: "identity",
    judge: (source) => judgePassedToService(source),
    problem: "lets its holder pass a role to services that it does not name",
    problemOf: ({ context }) => {
      const service = context[PASSED_TO_SERVICE];
      return typeof service === "string"
        ? `lets its holder pass a role to \`${service}\`, a service that it does not name`
        : "lets its holder pass a role to services that it does not name, as it does not ask for iam:PassedToService";
    },
    fix: 'in a statement of its own for iam:PassRole: Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com"] } }',
    addsUp: false,
  }),
};
