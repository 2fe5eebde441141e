import { roleGrants, type ActionForm, type ResourceForm, type RoleAction } from "./role-grant";
import { awsRule, IDENTITY_TYPES, type Rule } from "./rule";

/** What a rule of this family looks for. */
export interface RoleGrantForm {
  readonly code: string;
  readonly actionForm: ActionForm;
  readonly resourceForm: ResourceForm;
  readonly description: string;
}

/**
 * Service-role names: AWS's services name the roles that they make after themselves, and AWS does not report a pattern
 * that begins so (`role/Service*`). The prefix counts after the usual `service-role/`, `AWS`, `Amazon` and `aws-`.
 */
const SERVICE_NAME = /^(?:service-role\/)?(?:aws-?service-?role-?(?:for)?|aws-?|amazon-?)?(.*)$/i;

const PASS_ROLE: RoleAction = {
  action: "iam:PassRole",
  serviceKey: "iam:passedtoservice",
  excusesPrefix: (prefix) => {
    const rest = SERVICE_NAME.exec(prefix)?.[1]?.toLowerCase().replaceAll(/[-_]/g, "") ?? "";
    return SERVICES_IN_ROLE_NAMES.some((service) => rest.startsWith(service));
  },
};

/** Names of services as they stand in the names of their roles, without hyphens, at least five letters. */
const SERVICES_IN_ROLE_NAMES: readonly string[] = [
  "autoscaling",
  "batch",
  "bedrockexecutionrole",
  "cloudformation",
  "cloudwatch",
  "codebuild",
  "codedeploy",
  "codepipeline",
  "datapipeline",
  "elasticbeanstalk",
  "elasticmapreduce",
  "eventbridge",
  "glueservice",
  "lambda",
  "sagemaker",
  "service",
  "stepfunctions",
];

const CREATE_SERVICE_LINKED_ROLE: RoleAction = {
  action: "iam:CreateServiceLinkedRole",
  serviceKey: "iam:awsservicename",
  excusesPrefix: (prefix) => /^aws-service-role\/[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?\//.test(prefix),
};

/** A rule on `iam:PassRole`; a statement that iam:PassedToService limits is excused, as AWS excuses it. */
export function passRoleRule(form: RoleGrantForm): Rule {
  return awsRule({
    code: form.code,
    severity: "securityWarning",
    description: form.description,
    policyTypes: IDENTITY_TYPES,
    check: ({ statements }, report) => {
      for (const grant of roleGrants(statements, PASS_ROLE, form.actionForm, form.resourceForm)) {
        report(
          grant.pointer,
          `\`${grant.actionText}\` with \`${grant.resourceText}\` lets the principal pass roles that nobody listed, ` +
            "with all their permissions, to any service",
          "list the ARNs of the roles in Resource, or add a condition on iam:PassedToService that names the services",
        );
      }
    },
  });
}

/** A rule on `iam:CreateServiceLinkedRole`; a statement that fixes the service is excused. */
export function createServiceLinkedRoleRule(form: RoleGrantForm): Rule {
  return awsRule({
    code: form.code,
    severity: "warning",
    description: form.description,
    policyTypes: IDENTITY_TYPES,
    check: ({ statements }, report) => {
      for (const grant of roleGrants(statements, CREATE_SERVICE_LINKED_ROLE, form.actionForm, form.resourceForm)) {
        report(
          grant.pointer,
          `\`${grant.actionText}\` with \`${grant.resourceText}\` lets the principal create service-linked roles of any service`,
          "name the service in Resource (`arn:PARTITION:iam::*:role/aws-service-role/SERVICE.amazonaws.com/*`) or in a " +
            "condition on iam:AWSServiceName",
        );
      }
    },
  });
}
