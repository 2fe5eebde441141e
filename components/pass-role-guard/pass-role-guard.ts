import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { PublishedDocument } from "../../iam";
import { arnOf } from "../arn-of";
import { awsContextOf } from "../aws-context";
import { isComponent } from "../component-type";
import { DocumentPublication } from "../document-publication";
import { given } from "../given";
import { InstanceProfile } from "../instance-profile";
import { InstanceRole } from "../instance-role";
import { type ArgumentNames, unknownArguments, withProblems } from "../known-arguments";
import { type PassRoleGuardInput, planPassRoleGuard } from "./pass-role-guard-plan";

/** Roles by the beginning of their name, under one path. */
export interface RolePrefixArgs {
  /** @default "/" */
  readonly path?: pulumi.Input<string>;
  /** The beginning of the names: `qateam-`. */
  readonly prefix: pulumi.Input<string>;
}

/** The right to launch instances, off unless asked for. */
export interface LaunchRightsArgs {
  /** The instance profiles that may be launched with: the component, the resource, or an ARN. */
  readonly profiles: readonly (InstanceProfile | aws.iam.InstanceProfile | pulumi.Input<string>)[];
}

/** Arguments of {@link PassRoleGuard}. At least one role or a prefix, and at most one holder. */
export interface PassRoleGuardArgs {
  /** The roles that may be passed: the component, the resource, or an ARN. */
  readonly roles?: readonly (InstanceRole | aws.iam.Role | pulumi.Input<string>)[];
  readonly rolePrefix?: RolePrefixArgs;
  /** The services that the roles may be passed to. @default the service principal of EC2 in the provider's partition */
  readonly services?: readonly ("ec2.amazonaws.com" | "ec2.amazonaws.com.cn")[];
  /** Allows ec2:RunInstances with these profiles and IMDSv2 required. @default no right to launch */
  readonly launch?: LaunchRightsArgs;
  /** Name of the policy. @default the component's name with a random suffix */
  readonly policyName?: pulumi.Input<string>;
  /** Who holds the guard; without a holder it is a document for use elsewhere. */
  readonly user?: aws.iam.User | pulumi.Input<string>;
  readonly role?: InstanceRole | aws.iam.Role | pulumi.Input<string>;
  readonly group?: aws.iam.Group | pulumi.Input<string>;
}

const ARGUMENTS: ArgumentNames<PassRoleGuardArgs> = {
  roles: true,
  rolePrefix: true,
  services: true,
  launch: true,
  policyName: true,
  user: true,
  role: true,
  group: true,
};

/**
 * Who may pass which roles to EC2: exactly these roles, to EC2 alone, in this account.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export class PassRoleGuard extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:PassRoleGuard";

  /** Says whether `value` is a PassRoleGuard, also one of another copy of this package. */
  static override isInstance(value: unknown): value is PassRoleGuard {
    return isComponent(value, PassRoleGuard.TYPE);
  }

  /** The managed policy that the holder carries; absent without a holder. */
  readonly policy?: aws.iam.Policy;
  /** JSON text of the guard's document. */
  readonly document: pulumi.Output<string>;
  readonly documents: pulumi.Output<PublishedDocument[]>;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: PassRoleGuardArgs, opts?: pulumi.ComponentResourceOptions) {
    const { partition, accountId, ec2ServicePrincipal } = awsContextOf(opts);
    const holders = (["user", "role", "group"] as const).filter((kind) => args[kind] !== undefined);
    const input = {
      partition,
      accountId,
      roles: (args.roles ?? []).map(roleArn),
      rolePrefix: args.rolePrefix,
      services: args.services ?? [ec2ServicePrincipal],
      launch: args.launch && launchRights(args.launch),
      holders,
    };
    const publication = new DocumentPublication(
      { type: PassRoleGuard.TYPE, name, options: opts },
      input,
      (resolved: PassRoleGuardInput) => withProblems(unknownArguments(args, ARGUMENTS), planPassRoleGuard(resolved)),
      (plan) =>
        holders.length === 0
          ? []
          : [
              {
                policyType: "identity" as const,
                child: { type: "aws:iam/policy:Policy", name, property: "policy" },
                document: plan.document,
              },
            ],
    );
    super(PassRoleGuard.TYPE, name, { documents: publication.documents }, opts);
    publication.refuse(this);

    this.document = publication.text((plan) => plan.document, Object.values(input));
    this.documents = publication.documents;
    if (holders.length > 0) {
      this.policy = new aws.iam.Policy(
        name,
        { policy: this.document, ...given({ name: args.policyName }) },
        { parent: this },
      );
      attach(name, args, arnOf(this.policy), this);
    }
    this.registerOutputs({ document: this.document, documents: this.documents, ...given({ policy: this.policy }) });
  }
}

/** Whatever was given beside the profiles is kept, to be refused. */
function launchRights({ profiles = [], ...others }: Partial<LaunchRightsArgs>): {
  readonly profiles: readonly unknown[];
} {
  return { ...others, profiles: profiles.map(profileArn) };
}

function attach(name: string, args: PassRoleGuardArgs, policyArn: pulumi.Output<string>, parent: PassRoleGuard): void {
  if (args.user !== undefined) {
    new aws.iam.UserPolicyAttachment(name, { user: nameOf(args.user), policyArn }, { parent });
  }
  if (InstanceRole.isInstance(args.role)) {
    args.role.attachPolicy(name, policyArn, parent);
  } else if (args.role !== undefined) {
    new aws.iam.RolePolicyAttachment(name, { role: nameOf(args.role), policyArn }, { parent });
  }
  if (args.group !== undefined) {
    new aws.iam.GroupPolicyAttachment(name, { group: nameOf(args.group), policyArn }, { parent });
  }
}

function nameOf(holder: aws.iam.User | aws.iam.Role | aws.iam.Group | pulumi.Input<string>): pulumi.Input<string> {
  return pulumi.CustomResource.isInstance(holder) ? (holder as aws.iam.User).name : holder;
}

function roleArn(role: InstanceRole | aws.iam.Role | pulumi.Input<string>): pulumi.Input<string> {
  if (InstanceRole.isInstance(role)) {
    return role.arn;
  }
  return aws.iam.Role.isInstance(role) ? arnOf(role) : role;
}

function profileArn(profile: InstanceProfile | aws.iam.InstanceProfile | pulumi.Input<string>): pulumi.Input<string> {
  if (InstanceProfile.isInstance(profile)) {
    return profile.arn;
  }
  return aws.iam.InstanceProfile.isInstance(profile) ? arnOf(profile) : profile;
}
