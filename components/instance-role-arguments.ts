import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { namesByDefault } from "./auto-name";
import { CREDENTIAL_GUARDS_POLICY, credentialGuards } from "./credential-guards-plan";
import { given } from "./given";
import type { InstanceRolePlan } from "./instance-role-plan";
import type { ArgumentNames } from "./known-arguments";
import { managedPolicyArn } from "./managed-policy-plan";
import { describe, type Problem } from "./plan";
import { documentOf, documentsOf, policyArn } from "./policy-resource";
import type { ConditionsArgs, StatementArgs } from "./policy-statement";
import type { PlannedDocument } from "./published-documents";
import { STATEMENTS_POLICY } from "./role-documents-plan";
import type { RoleSettings } from "./role-settings";

/** Arguments of an InstanceRole. */
export interface InstanceRoleArgs extends RoleSettings {
  /** Conditions under which EC2 may assume the role. @default none */
  readonly trustConditions?: ConditionsArgs;
  /** What the role may do; becomes the inline policy `permissions`. */
  readonly statements?: readonly StatementArgs[];
  /** Further inline policies, by name: documents in AWS's JSON shape, as objects or text. */
  readonly inlinePolicies?: Readonly<Record<string, pulumi.Input<string> | pulumi.Input<object>>>;
  /**
   * Managed policies to attach. As a list: ARNs or names of AWS managed policies (`CloudWatchAgentServerPolicy`). What
   * is made in the same program stands in a record, whose keys name the attachments, so that the order never matters.
   */
  readonly managedPolicies?: readonly string[] | Readonly<Record<string, pulumi.Input<string> | aws.iam.Policy>>;
  /**
   * Managed policies to make and attach, by name: statements, or documents in AWS's JSON shape. Each holds up to 6,144
   * characters, where all inline policies together hold 10,240.
   */
  readonly customerManagedPolicies?: Readonly<
    Record<string, readonly StatementArgs[] | pulumi.Input<string> | pulumi.Input<object>>
  >;
  /**
   * Whether the role has these policies and no others: what is attached in another way is removed by the next
   * `pulumi up --refresh`. A plain `up` does not see it; `options.refresh: always` in Pulumi.yaml makes every one look. A
   * `destroy` removes it with the role.
   * @default true
   */
  readonly exclusive?: boolean;
  /** From where credentials are accepted: `imdsv2` denies everything to those that were fetched by IMDSv1. @default "imdsv2" */
  readonly credentialDelivery?: "imdsv2" | "any";
  /**
   * Binds credentials to the VPC and the private address of the instance that they were given to. Every call must then
   * go through a VPC endpoint: others are denied. @default false
   */
  readonly networkBinding?: boolean;
}

/** The names of the arguments. */
export const ARGUMENTS: ArgumentNames<InstanceRoleArgs> = {
  name: true,
  path: true,
  description: true,
  maxSessionDuration: true,
  permissionsBoundary: true,
  tags: true,
  trustConditions: true,
  statements: true,
  inlinePolicies: true,
  managedPolicies: true,
  customerManagedPolicies: true,
  exclusive: true,
  credentialDelivery: true,
  networkBinding: true,
  allowBroadAccess: true,
};

/** What `planInstanceRole` takes, with outputs where values may not be known yet. */
export function instanceRoleInput(
  logicalName: string,
  args: InstanceRoleArgs,
  known: {
    readonly ec2ServicePrincipal: pulumi.Output<string>;
    readonly managedPolicies: Readonly<Record<string, pulumi.Output<string>>>;
  },
) {
  const { permissionsBoundary, managedPolicies } = args;
  return given({
    ...args,
    ...known,
    permissionsBoundary: policyArn(permissionsBoundary),
    boundaryDocument: documentOf(permissionsBoundary),
    managedDocuments: isRecord(managedPolicies) ? documentsOf(managedPolicies) : {},
    logicalName: namesByDefault() ? logicalName : undefined,
  });
}

/** The inline policies by name, each with the arguments that it is made of. */
export function inlinePolicySources(args: InstanceRoleArgs): readonly (readonly [string, readonly unknown[]])[] {
  const { statements = [], inlinePolicies = {} } = args;
  return [
    ...(statements.length === 0 ? [] : [[STATEMENTS_POLICY, [statements]] as const]),
    ...(hasGuards(args) ? [[CREDENTIAL_GUARDS_POLICY, []] as const] : []),
    ...Object.entries(inlinePolicies).map(([policyName, document]) => [policyName, [document]] as const),
  ];
}

function hasGuards({ credentialDelivery = "imdsv2", networkBinding = false }: InstanceRoleArgs): boolean {
  return credentialGuards({ credentialDelivery, networkBinding }).length > 0;
}

/** The documents of `plan`, each with the child whose property it becomes. */
export function plannedDocuments(name: string, plan: InstanceRolePlan): readonly PlannedDocument[] {
  const identity = (type: string, documents: Readonly<Record<string, object | undefined>>) =>
    Object.entries(documents).flatMap(([policyName, document]) =>
      document === undefined
        ? []
        : [
            {
              policyType: "identity" as const,
              child: { type, name: `${name}-${policyName}`, property: "policy" },
              document,
            },
          ],
    );
  return [
    {
      policyType: "trust",
      child: { type: "aws:iam/role:Role", name, property: "assumeRolePolicy" },
      document: plan.trustPolicy,
    },
    ...identity("aws:iam/rolePolicy:RolePolicy", plan.inlinePolicies),
    ...identity("aws:iam/policy:Policy", plan.customerManagedPolicies),
  ];
}

/** Whether managed policies are given by name. */
export function isRecord<T extends object>(policies: readonly string[] | T | undefined): policies is T {
  return typeof policies === "object" && !Array.isArray(policies);
}

/** The name by which the attachment of a listed policy is told from the others. */
function attachmentName(policy: unknown): string {
  return typeof policy === "string" ? (policy.split("/").at(-1) ?? policy) : "";
}

/** What is wrong with `managedPolicies` before it is read: its shape, and listed policies whose attachments would have one name. */
export function attachmentProblems(policies: unknown): readonly Problem[] {
  if (policies !== undefined && (typeof policies !== "object" || policies === null)) {
    const expected = "a list of names and ARNs, or an object that names each attachment";
    return [{ property: "managedPolicies", message: `got ${describe(policies)}, expected ${expected}` }];
  }
  return listed(policies).flatMap((policy, index, all) => {
    const property = `managedPolicies[${index}]`;
    if (typeof policy !== "string") {
      const expected = "a name or ARN; what is made in the same program stands in an object that names each attachment";
      return [{ property, message: `got ${describe(policy)}, expected ${expected}` }];
    }
    const isFirst = all.findIndex((other) => attachmentName(other) === attachmentName(policy)) === index;
    const message = `got \`${policy}\`, the second policy named \`${attachmentName(policy)}\`, expected a record that names each attachment`;
    return isFirst ? [] : [{ property, message }];
  });
}

function listed(policies: unknown): readonly unknown[] {
  return Array.isArray(policies) ? policies : [];
}

/** The ARNs of the managed policies, by name of the attachment. */
export function managedPolicyArns(
  policies: InstanceRoleArgs["managedPolicies"],
  partition: pulumi.Output<string>,
): Record<string, pulumi.Output<string>> {
  const entries = isRecord(policies)
    ? Object.entries(policies)
    : listed(policies)
        .filter((policy) => typeof policy === "string")
        .map((policy) => [attachmentName(policy), policy] as const);
  return Object.fromEntries(
    entries.map(([key, policy]) => [
      key,
      pulumi.all([policyArn(policy) ?? "", partition]).apply(([arn, in_]) => managedPolicyArn(arn, in_)),
    ]),
  );
}
