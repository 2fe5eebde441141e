import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { AutoScalingGroup } from "../auto-scaling-group";
import type { InstanceProfile } from "../instance-profile";
import type { InstanceRole } from "../instance-role";
import type { LaunchTemplate } from "../launch-template";

/** A role that is passed: the component, the resource, or an ARN. */
export type PassedRoleArgument = InstanceRole | aws.iam.Role | pulumi.Input<string>;

/** An instance profile: the component, the resource, or an ARN. */
export type ProfileArgument = InstanceProfile | aws.iam.InstanceProfile | pulumi.Input<string>;

/** A launch template: the component, the resource, or an id. */
export type LaunchTemplateArgument = LaunchTemplate | aws.ec2.LaunchTemplate | pulumi.Input<string>;

/** Roles by the beginning of their name, under one path. */
export interface RolePrefixArgs {
  /** @default "/" */
  readonly path?: pulumi.Input<string>;
  /** The beginning of the names: `qateam-`. */
  readonly prefix: pulumi.Input<string>;
}

/** The right to launch instances with IMDSv2 required. */
export interface LaunchRightsArgs {
  /** The instance profiles that may be launched with. */
  readonly profiles: readonly ProfileArgument[];
  /**
   * The launch templates that instances must be launched from, directly and by groups. @default a launch needs no template,
   * and may use none
   */
  readonly templates?: readonly LaunchTemplateArgument[];
  /** The subnets: resources or ids. @default every subnet of the account */
  readonly subnets?: readonly (aws.ec2.Subnet | pulumi.Input<string>)[];
  /** The images, by owner (`amazon`, `aws-marketplace`, an account id), by tag, or both. @default every image */
  readonly images?: {
    readonly owners?: readonly pulumi.Input<string>[];
    readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
  };
  /** The largest hop limit of the metadata service. @default 1 */
  readonly maximumHopLimit?: number;
}

/** The right to attach, replace and detach profiles of instances that run. */
export interface AssociationRightsArgs {
  /** The profiles that may be attached, and taken away. */
  readonly profiles: readonly ProfileArgument[];
  /** Tags that the instances have. @default every instance of the account */
  readonly instanceTags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * The right to create and update Auto Scaling groups, from pinned versions of `launch.templates` alone. AWS tries the launch
 * as whoever calls, so the holder may also launch from these templates without a group.
 */
export interface GroupRightsArgs {
  /** The groups: components, resources or names. */
  readonly names: readonly (AutoScalingGroup | aws.autoscaling.Group | pulumi.Input<string>)[];
  /**
   * Allows to start and cancel instance refreshes, which `preventBypass` denies otherwise. A refresh may set the group to
   * `$Latest` of one of `launch.templates`: no condition key tells which version it names. @default false
   */
  readonly instanceRefresh?: boolean;
}

/** The right to write versions of launch templates. */
export interface TemplateRightsArgs {
  /** Templates that no group follows by `$Latest` or `$Default`: whoever may write such a one passes any role. */
  readonly templates: readonly LaunchTemplateArgument[];
}

/** Something that holds a document: a resource, or the document in AWS's JSON shape as object or text. */
export type PasserDocument =
  | aws.iam.Policy
  | aws.iam.UserPolicy
  | aws.iam.RolePolicy
  | aws.iam.GroupPolicy
  | pulumi.Input<string>
  | pulumi.Input<object>;

/** What the holder may do beside the guard. */
export interface PasserArgs {
  /** Every identity-based policy that the holder has, by a name for messages. */
  readonly documents: Readonly<Record<string, PasserDocument>>;
  readonly permissionsBoundary?: aws.iam.Policy | pulumi.Input<string> | pulumi.Input<object>;
  /** The holder's tags. */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A passed role that may do more than the holder, and why that is right. */
export interface AllowedGainArgs {
  /** One of `roles`. */
  readonly role: PassedRoleArgument;
  readonly reason: string;
}

/** Arguments of PassRoleGuard. At least one role or a prefix, and at most one holder. */
export interface PassRoleGuardArgs {
  /** The roles that may be passed. */
  readonly roles?: readonly PassedRoleArgument[];
  readonly rolePrefix?: RolePrefixArgs;
  /** The services that the roles may be passed to. @default the service principal of EC2 in the provider's partition */
  readonly services?: readonly ("ec2.amazonaws.com" | "ec2.amazonaws.com.cn")[];
  /** Denies to pass other roles, or these to other services, whatever else the holder has. @default true */
  readonly exclusive?: boolean;
  /** Denies what goes around the guard and what removes it, whatever else the holder has. @default true */
  readonly preventBypass?: boolean;
  /** @default no right to launch */
  readonly launch?: LaunchRightsArgs;
  /** @default no right to attach profiles */
  readonly association?: AssociationRightsArgs;
  /** Needs `launch.templates`. @default no right to groups */
  readonly groups?: GroupRightsArgs;
  /** @default no right to write versions of templates */
  readonly templates?: TemplateRightsArgs;
  /**
   * What the holder may do beside the guard: a passed InstanceRole that may do more fails the preview. An InstanceRole as
   * the holder needs no such list. @default left to the policy pack, which sees the stack
   */
  readonly passer?: PasserArgs;
  readonly allowGain?: readonly AllowedGainArgs[];
  /** Name of the policy. @default the component's name with a random suffix */
  readonly policyName?: pulumi.Input<string>;
  /** Who holds the guard; without a holder it is a document for use elsewhere. */
  readonly user?: aws.iam.User | pulumi.Input<string>;
  readonly role?: InstanceRole | aws.iam.Role | pulumi.Input<string>;
  readonly group?: aws.iam.Group | pulumi.Input<string>;
}
