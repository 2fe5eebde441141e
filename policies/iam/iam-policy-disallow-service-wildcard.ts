import { bundledCatalogue, closest, judgeServiceWildcard } from "../../iam";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { documentJudge } from "./document-judge";

/** Stands for every service in the setting. */
const EVERY_SERVICE = "*";

export const iamPolicyDisallowServiceWildcard: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-policy-disallow-service-wildcard",
  displayName: "No whole services",
  description:
    "Identity-based policies grant no service of a list as a whole, every action on every resource; by default those that hold data, secrets and permissions.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["iam", "least-privilege"],
  yieldsTo: ["iam-document-require-valid", "iam-policy-disallow-admin-access"],
  remediationSteps: "List the actions that are needed, or name the resources.",
  settings: {
    services: {
      type: "array",
      items: { type: "string" },
      minItems: 1,
      description: "The services, by the prefix of their actions, that nobody gets as a whole; `*` stands for all.",
      default: ["dynamodb", "iam", "kms", "lambda", "organizations", "rds", "s3", "secretsmanager", "ssm", "sts"],
    },
  },
  strictSettings: { services: [EVERY_SERVICE] },
  checkSettings: (settings) => {
    const known = bundledCatalogue().services();
    return (settings["services"] as readonly string[]).flatMap((service, index) => {
      if (service === EVERY_SERVICE || known.includes(service.toLowerCase())) return [];
      const nearest = closest(service, known);
      const message = `got \`${service}\`, expected the prefix of a service's actions, such as \`s3\`, or \`*\``;
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
    const listed = settings["services"] as readonly string[];
    const isAny = listed.includes(EVERY_SERVICE);
    const services = isAny ? bundledCatalogue().services() : listed;
    const named = listed.map((service) => `\`${service}\``).join(", ");
    return {
      policyType: "identity",
      judge: (source) => judgeServiceWildcard(source, services),
      problem: isAny ? "grants a whole service" : `grants a whole service, one of ${named}`,
      problemOf: ({ action }) => `grants all of \`${action.split(":")[0] ?? ""}\``,
      fix: "list the actions, or name the resources",
      addsUp: false,
      sparesAws: true,
    };
  }),
};
