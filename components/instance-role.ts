import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { PublishedDocument } from "../iam";
import { arnOf } from "./arn-of";
import { awsContextOf } from "./aws-context";
import { isComponent } from "./component-type";
import { DocumentPublication } from "./document-publication";
import { given } from "./given";
import {
  ARGUMENTS,
  inlinePolicySources,
  type InstanceRoleArgs,
  instanceRoleInput,
  plannedDocuments,
} from "./instance-role-arguments";
import type { InstanceRoleInput, InstanceRolePlan } from "./instance-role-plan";
import { planInstanceRole } from "./instance-role-plan";
import { expectArguments, unknownArguments, withProblems } from "./known-arguments";
import { attachmentProblems, managedPolicyArns, ownManagedPolicies } from "./managed-policies";
import { policyArn } from "./policy-resource";
import { attachedByOthers, RoleAttachments } from "./role-attachments";
import { givenPermissions, type HeldPolicy, managedPolicy, type RolePermissions } from "./role-permissions";

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
    expectArguments(args, "InstanceRole", name);
    const { partition, ec2ServicePrincipal } = awsContextOf(opts);
    const managedPolicies = managedPolicyArns(args.managedPolicies, partition);
    const input = instanceRoleInput(name, args, { ec2ServicePrincipal, managedPolicies });
    const problems = [...unknownArguments(args, ARGUMENTS), ...attachmentProblems(args.managedPolicies)];
    const publication = new DocumentPublication(
      { type: InstanceRole.TYPE, name, options: opts },
      input,
      (resolved: InstanceRoleInput) => withProblems(problems, planInstanceRole(resolved)),
      (plan) => plannedDocuments(name, plan),
    );
    super(InstanceRole.TYPE, name, { documents: publication.documents }, opts);
    publication.refuse(this);

    const trust = publication.text((plan) => plan.trustPolicy, [ec2ServicePrincipal, args.trustConditions]);
    this.role = new aws.iam.Role(name, roleArgs(input, trust), { parent: this });
    this.#attachments = new RoleAttachments(name, this.role, args.exclusive ?? true);
    this.#attachPolicies(name, args, managedPolicies, publication);
    this.#permissions = givenPermissions(publication.documents, {
      ...args,
      managedPolicies: { ...managedPolicies, ...ownManagedPolicies(args.managedPolicies) },
    });
    this.name = this.role.name;
    this.arn = arnOf(this.role);
    this.documents = publication.documents;
    this.registerOutputs({ role: this.role, name: this.name, arn: this.arn, documents: this.documents });
  }

  #attachPolicies(
    name: string,
    args: InstanceRoleArgs,
    managedPolicies: Readonly<Record<string, pulumi.Output<string>>>,
    publication: DocumentPublication<InstanceRolePlan>,
  ): void {
    for (const [policyName, sources] of inlinePolicySources(args)) {
      const policy = publication.text((plan) => plan.inlinePolicies[policyName] ?? {}, sources);
      this.#attachments.put(`${name}-${policyName}`, { name: policyName, policy }, this);
    }
    for (const [policyName, document] of Object.entries(args.customerManagedPolicies ?? {})) {
      const policy = publication.text((plan) => plan.customerManagedPolicies[policyName] ?? {}, [document]);
      const managed = new aws.iam.Policy(`${name}-${policyName}`, { policy }, { parent: this });
      this.#attachments.attach(`${name}-${policyName}`, arnOf(managed), this);
    }
    for (const [attachment, arn] of Object.entries(managedPolicies)) {
      this.#attachments.attach(`${name}-${attachment}`, arn, this);
    }
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

/** What the role itself is made with; its policies are resources of their own. */
function roleArgs(
  args: ReturnType<typeof instanceRoleInput>,
  assumeRolePolicy: pulumi.Output<string>,
): aws.iam.RoleArgs {
  const { name, path, description, maxSessionDuration, permissionsBoundary, tags, exclusive = true } = args;
  return {
    assumeRolePolicy,
    ...attachedByOthers(exclusive),
    ...given({ name, path, description, maxSessionDuration, permissionsBoundary, tags }),
  };
}
