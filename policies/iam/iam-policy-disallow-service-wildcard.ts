import { bundledCatalogue, closest, judgeServiceWildcard } from "../../iam";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { documentJudge } from "./document-judge";

export const iamPolicyDisallowServiceWildcard: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-policy-disallow-service-wildcard",
  displayName: "No whole services",
  description: "Identity-based policies grant no service as a whole, every action on every resource.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["iam", "least-privilege"],
  yieldsTo: ["iam-policy-disallow-admin-access"],
  remediationSteps: "List the actions that are needed, or name the resources.",
  settings: {
    services: {
      type: "array",
      items: { type: "string" },
      minItems: 1,
      description: "The services, by the prefix of their actions, that nobody gets as a whole.",
      default: ["dynamodb", "iam", "kms", "lambda", "organizations", "rds", "s3", "secretsmanager", "ssm", "sts"],
    },
  },
  checkSettings: (settings) => {
    const known = bundledCatalogue().services();
    return (settings["services"] as readonly string[]).flatMap((service, index) => {
      if (known.includes(service.toLowerCase())) return [];
      const nearest = closest(service, known);
      const message = `got \`${service}\`, expected the prefix of a service's actions, such as \`s3\``;
      return [
        {
          path: ["services", index] as const,
          message,
          ...(nearest === undefined ? {} : { fix: `use \`${nearest}\`` }),
        },
      ];
    });
  },
  judgeStack: documentJudge((settings) => {
    const services = settings["services"] as readonly string[];
    return {
      policyType: "identity",
      judge: (source) => judgeServiceWildcard(source, services),
      problem: `grants a whole service, one of ${services.map((service) => `\`${service}\``).join(", ")}`,
      problemOf: ({ action }) => `grants all of \`${action.split(":")[0] ?? ""}\``,
      fix: "list the actions, or name the resources",
      reportsUnreadable: false,
      addsUp: false,
      sparesAws: true,
    };
  }),
};
