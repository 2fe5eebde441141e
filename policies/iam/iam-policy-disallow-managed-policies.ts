import { awsManagedPolicies } from "../../ec2/aws-managed-policies";
import { closest, globMatcher } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { stackModelOf } from "../../stack-model/stack-model";
import { causeAt, type Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { readsDocuments } from "./document-judge";

export const iamPolicyDisallowManagedPolicies: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-policy-disallow-managed-policies",
  displayName: "No broad AWS managed policies",
  description: "Nobody gets the AWS managed policies of a list, such as PowerUserAccess and the FullAccess policies.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["iam", "least-privilege"],
  yieldsTo: ["iam-policy-disallow-admin-access"],
  remediationSteps: "Attach a policy of your own with the actions and resources that are needed.",
  settings: {
    policies: {
      type: "array",
      items: {
        type: "string",
        pattern: "^[0-9A-Za-z_+=,.@*?-]+$",
        description: "the name of a policy, or a glob on names, without the ARN",
      },
      minItems: 1,
      description:
        "Names of AWS managed policies, as globs. AdministratorAccess and IAMFullAccess are left to iam-policy-disallow-admin-access.",
      default: ["PowerUserAccess", "*FullAccess*", "*_FullAccess", "AmazonEC2RoleforSSM", "AmazonElasticMapReduceRole"],
    },
  },
  uncheckedSettings: (settings) => {
    const { date, policies } = awsManagedPolicies();
    return (settings["policies"] as readonly string[]).flatMap((name, index) => {
      if (/[*?]/.test(name) || Object.hasOwn(policies, name)) return [];
      const nearest = closest(name, Object.keys(policies));
      const message = `\`${name}\` is not in the data of ${date}, so whether AWS has a policy of that name is not checked`;
      const path = ["policies", index] as const;
      return [{ path, message, ...(nearest === undefined ? {} : { fix: `\`${nearest}\` is, if you mean that` }) }];
    });
  },
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources, settings) => {
      const matchers = (settings["policies"] as readonly string[]).map((glob) => globMatcher(glob));
      const isListed = (name: string): boolean => name !== "IAMFullAccess" && matchers.some((matches) => matches(name));
      return stackModelOf(resources).documents.flatMap(({ resource, property, awsManaged }): readonly Finding[] => {
        if (awsManaged === undefined || !isListed(awsManaged)) return [];
        const problem = `\`${property.replace(` (${awsManaged})`, "")}\` attaches ${awsManaged}, which grants more than one purpose needs`;
        const fix = "attach a policy of your own that lists what is needed";
        return [{ kind: "violation", resource, problem, fix, causes: [causeAt(resource, property)] }];
      });
    },
  },
};
