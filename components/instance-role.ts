import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { PublishedDocument } from "../iam";
import { arnOf } from "./arn-of";
import { awsContextOf } from "./aws-context";
import { isComponent } from "./component-type";
import { CREDENTIAL_GUARDS_POLICY, credentialGuards } from "./credential-guards-plan";
import { DocumentPublication } from "./document-publication";
import { given } from "./given";
import type { InstanceRoleInput, InstanceRolePlan } from "./instance-role-plan";
import { managedPolicyArn, planInstanceRole, STATEMENTS_POLICY } from "./instance-role-plan";
import { type ArgumentNames, unknownArguments, withProblems } from "./known-arguments";
import type { Problem } from "./plan";
import type { ConditionsArgs, StatementArgs } from "./policy-statement";
import type { PlannedDocument } from "./published-documents";
import { RoleAttachments } from "./role-attachments";
import { givenPermissions, type HeldPolicy, managedPolicy, type RolePermissions } from "./role-permissions";

/** Arguments of {@link InstanceRole}. */
export interface InstanceRoleArgs {
  /** Name of the role, at most 64 characters. @default the component's name with a random suffix */
  readonly name?: pulumi.Input<string>;
  /** @default "/" */
  readonly path?: pulumi.Input<string>;
  readonly description?: pulumi.Input<string>;
  /** Longest session in seconds, 3600 to 43200. @default 3600 */
  readonly maxSessionDuration?: pulumi.Input<number>;
  /** A managed policy, or its ARN, that limits what the role may do. */
  readonly permissionsBoundary?: pulumi.Input<string> | aws.iam.Policy;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
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
   * `pulumi up --refresh`. A plain `up` does not see it; `options.refresh: always` in Pulumi.yaml makes every one look.
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

const ARGUMENTS: ArgumentNames<InstanceRoleArgs> = {
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
};

/**
 * A role that EC2 alone may assume, in every partition, with the permissions given and no others. Its documents are
 * known at first preview where its arguments are.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 */
export class InstanceRole extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:InstanceRole";

  /** Says whether `value` is an InstanceRole, also one of another copy of this package. */
  static override isInstance(value: unknown): value is InstanceRole {
    return isComponent(value, InstanceRole.TYPE);
  }

  readonly role: aws.iam.Role;
  readonly name: pulumi.Output<string>;
  /** Known at first preview. */
  readonly arn: pulumi.Output<string>;
  readonly documents: pulumi.Output<PublishedDocument[]>;
  readonly #attachments: RoleAttachments;
  #permissions: RolePermissions;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: InstanceRoleArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { partition, ec2ServicePrincipal } = awsContextOf(opts);
    const managedPolicies = managedPolicyArns(args.managedPolicies, partition);
    const permissionsBoundary = policyArn(args.permissionsBoundary);
    const problems = [...unknownArguments(args, ARGUMENTS), ...equalAttachments(args.managedPolicies)];
    const publication = new DocumentPublication(
      { type: InstanceRole.TYPE, name, options: opts },
      {
        ec2ServicePrincipal,
        name: args.name,
        path: args.path,
        description: args.description,
        maxSessionDuration: args.maxSessionDuration,
        permissionsBoundary,
        tags: args.tags,
        trustConditions: args.trustConditions,
        statements: args.statements,
        inlinePolicies: args.inlinePolicies,
        managedPolicies,
        customerManagedPolicies: args.customerManagedPolicies,
        credentialDelivery: args.credentialDelivery,
        networkBinding: args.networkBinding,
      },
      (input: InstanceRoleInput) => withProblems(problems, planInstanceRole(input)),
      (plan) => plannedDocuments(name, plan),
    );
    super(InstanceRole.TYPE, name, { documents: publication.documents }, opts);
    publication.refuse(this);

    const child = { parent: this };
    this.role = new aws.iam.Role(
      name,
      {
        assumeRolePolicy: publication.text((plan) => plan.trustPolicy, [ec2ServicePrincipal, args.trustConditions]),
        ...given({
          name: args.name,
          path: args.path,
          description: args.description,
          maxSessionDuration: args.maxSessionDuration,
          permissionsBoundary,
          tags: args.tags,
        }),
      },
      child,
    );
    this.#attachments = new RoleAttachments(name, this.role, args.exclusive ?? true);
    for (const [policyName, sources] of inlinePolicySources(args)) {
      const policy = publication.text((plan) => plan.inlinePolicies[policyName] ?? {}, sources);
      this.#attachments.put(`${name}-${policyName}`, { name: policyName, policy }, this);
    }
    for (const [policyName, document] of Object.entries(args.customerManagedPolicies ?? {})) {
      const policy = publication.text((plan) => plan.customerManagedPolicies[policyName] ?? {}, [document]);
      const managed = new aws.iam.Policy(`${name}-${policyName}`, { policy }, child);
      this.#attachments.attach(`${name}-${policyName}`, arnOf(managed), this);
    }
    for (const [attachment, arn] of Object.entries(managedPolicies)) {
      this.#attachments.attach(`${name}-${attachment}`, arn, this);
    }
    this.#permissions = givenPermissions(publication.documents, {
      ...args,
      managedPolicies: isRecord(args.managedPolicies)
        ? { ...managedPolicies, ...args.managedPolicies }
        : managedPolicies,
    });
    this.name = this.role.name;
    this.arn = arnOf(this.role);
    this.documents = publication.documents;
    this.registerOutputs({ role: this.role, name: this.name, arn: this.arn, documents: this.documents });
  }

  /**
   * Attaches a managed policy after construction, and lets an exclusive role keep it. `parent` is whose child the
   * attachment becomes; `published` says what is known of the document before it is known in full.
   * @default parent this role
   */
  attachPolicy(
    name: string,
    policy: pulumi.Input<string> | aws.iam.Policy,
    parent: pulumi.Resource = this,
    published?: pulumi.Output<PublishedDocument[]>,
  ): aws.iam.RolePolicyAttachment {
    const attachment = this.#attachments.attach(name, policyArn(policy) ?? "", parent);
    this.hold(published ? { kind: "published", documents: published } : managedPolicy(policy, name));
    return attachment;
  }

  /** Adds an inline policy after construction, and lets an exclusive role keep it. InstanceRoleGrant makes one of statements. */
  putInlinePolicy(
    name: string,
    policy: { readonly name: string; readonly policy: pulumi.Input<string> },
    parent: pulumi.Resource = this,
    published?: pulumi.Output<PublishedDocument[]>,
  ): aws.iam.RolePolicy {
    const inline = this.#attachments.put(name, policy, parent);
    this.hold(
      published ? { kind: "published", documents: published } : { kind: "document", name, document: policy.policy },
    );
    return inline;
  }

  /** What the role may do by all that was attached to it so far; complete when the program has run. */
  permissions(): RolePermissions {
    return this.#permissions;
  }

  private hold(policy: HeldPolicy): void {
    this.#permissions = { ...this.#permissions, policies: [...this.#permissions.policies, policy] };
  }
}

/** The inline policies by name, each with the arguments that it is made of. */
function inlinePolicySources(args: InstanceRoleArgs): readonly (readonly [string, readonly unknown[]])[] {
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

function plannedDocuments(name: string, plan: InstanceRolePlan): readonly PlannedDocument[] {
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

function isRecord<T extends object>(policies: readonly string[] | T | undefined): policies is T {
  return policies !== undefined && !Array.isArray(policies);
}

/** The name by which the attachment of a listed policy is told from the others. */
function attachmentName(policy: string): string {
  return policy.split("/").at(-1) ?? policy;
}

/** Listed policies whose attachments would have one name: the one would take the place of the other. */
function equalAttachments(policies: InstanceRoleArgs["managedPolicies"]): readonly Problem[] {
  const listed = Array.isArray(policies) ? (policies as readonly string[]) : [];
  return listed.flatMap((policy, index) =>
    listed.findIndex((other) => attachmentName(other) === attachmentName(policy)) === index
      ? []
      : [
          {
            property: `managedPolicies[${index}]`,
            message: `got \`${policy}\`, the second policy named \`${attachmentName(policy)}\`, expected a record that names each attachment`,
          },
        ],
  );
}

function managedPolicyArns(
  policies: InstanceRoleArgs["managedPolicies"],
  partition: pulumi.Output<string>,
): Record<string, pulumi.Output<string>> {
  const entries = Array.isArray(policies)
    ? (policies as readonly string[]).map((policy) => [attachmentName(policy), policy] as const)
    : Object.entries(policies ?? {});
  return Object.fromEntries(
    entries.map(([key, policy]) => [
      key,
      pulumi.all([policyArn(policy) ?? "", partition]).apply(([arn, in_]) => managedPolicyArn(arn, in_)),
    ]),
  );
}

function policyArn(policy: pulumi.Input<string> | aws.iam.Policy | undefined): pulumi.Input<string> | undefined {
  return aws.iam.Policy.isInstance(policy) ? arnOf(policy) : policy;
}
