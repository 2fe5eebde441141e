import type * as pulumi from "@pulumi/pulumi";

import { namesByDefault } from "./auto-name";
import { CREDENTIAL_GUARDS_POLICY, credentialGuards } from "./credential-guards-plan";
import { given } from "./given";
import type { InstanceRolePlan } from "./instance-role-plan";
import type { ArgumentNames } from "./known-arguments";
import { ownManagedDocuments } from "./managed-policies";
import { customerManagedPolicy, inlinePolicy, type PlannedDocument, trustPolicy } from "./planned-documents";
import { documentOf, policyArn } from "./policy-resource";
import type { ConditionsArgs, StatementArgs } from "./policy-statement";
import { STATEMENTS_POLICY } from "./role-documents-plan";
import { ROLE_SETTINGS, type RoleSettings } from "./role-settings";

/** Arguments of an InstanceRole. */
export interface InstanceRoleArgs extends RoleSettings {
  /** Conditions under which EC2 may assume the role. @default none */
  readonly trustConditions?: ConditionsArgs;
  /** What the role may do; becomes the inline policy `permissions`. */
  readonly statements?: readonly StatementArgs[];
  /** Further inline policies, by name: documents in AWS's JSON shape, as objects or text. */
  readonly inlinePolicies?: Readonly<Record<string, pulumi.Input<string> | pulumi.Input<object>>>;
  /**
   * Managed policies to make and attach, by name: statements, or documents in AWS's JSON shape. Each holds up to 6,144
   * characters, where all inline policies together hold 10,240.
   */
  readonly customerManagedPolicies?: Readonly<
    Record<string, readonly StatementArgs[] | pulumi.Input<string> | pulumi.Input<object>>
  >;
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
  ...ROLE_SETTINGS,
  trustConditions: true,
  statements: true,
  inlinePolicies: true,
  customerManagedPolicies: true,
  credentialDelivery: true,
  networkBinding: true,
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
    managedDocuments: ownManagedDocuments(managedPolicies),
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
  return [
    trustPolicy(name, plan.trustPolicy),
    ...named(name, plan.inlinePolicies, inlinePolicy),
    ...named(name, plan.customerManagedPolicies, customerManagedPolicy),
  ];
}

function named(
  name: string,
  documents: Readonly<Record<string, object | undefined>>,
  planned: (child: string, document: object) => PlannedDocument,
): readonly PlannedDocument[] {
  return Object.entries(documents).flatMap(([policyName, document]) =>
    document === undefined ? [] : [planned(`${name}-${policyName}`, document)],
  );
}
