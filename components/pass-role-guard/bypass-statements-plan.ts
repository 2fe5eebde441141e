import { denyMetadataLater } from "../metadata-statements-plan";
import type { DocumentStatement } from "../policy-statement";
import type { GuardHolder } from "./guard-schema-plan";
import type { GuardScope } from "./guard-scope";

/** What of the guard decides which ways around it there are. */
export interface BypassScope extends Pick<GuardScope, "partition" | "accountId"> {
  /** ARNs of the launch templates of which the holder may write versions. */
  readonly writableTemplates: readonly string[];
  /** ARNs of the Auto Scaling groups that the holder may refresh. */
  readonly refreshableGroups: readonly string[];
  readonly maximumHopLimit: number;
  /** Who holds the guard; absent: nobody that is known. */
  readonly holder?: Pick<GuardHolder, "kind" | "name"> | undefined;
}

/**
 * IAM calls by which a holder who has every permission of IAM could leave the guard: change who has which policies,
 * boundaries, trust, tags, profiles, groups or names. Whoever may give permissions to anybody can make somebody without the
 * guard; who may rename users gives an administrator the name of which the holder may make credentials.
 */
const PERMISSION_CHANGES = [
  "AttachGroupPolicy",
  "AttachRolePolicy",
  "AttachUserPolicy",
  "DetachGroupPolicy",
  "DetachRolePolicy",
  "DetachUserPolicy",
  "PutGroupPolicy",
  "PutRolePolicy",
  "PutUserPolicy",
  "DeleteGroupPolicy",
  "DeleteRolePolicy",
  "DeleteUserPolicy",
  "PutRolePermissionsBoundary",
  "PutUserPermissionsBoundary",
  "DeleteRolePermissionsBoundary",
  "DeleteUserPermissionsBoundary",
  "CreatePolicyVersion",
  "SetDefaultPolicyVersion",
  "CreateRole",
  "UpdateAssumeRolePolicy",
  "UpdateUser",
  "TagRole",
  "UntagRole",
  "TagUser",
  "UntagUser",
  "AddRoleToInstanceProfile",
  "RemoveRoleFromInstanceProfile",
  "AddUserToGroup",
  "RemoveUserFromGroup",
  "CreateSAMLProvider",
  "UpdateSAMLProvider",
  "CreateOpenIDConnectProvider",
  "UpdateOpenIDConnectProviderThumbprint",
  "AddClientIDToOpenIDConnectProvider",
  "AcceptDelegationRequest",
  "SendDelegationToken",
  "UpdateAccountEmailAddress",
  "PutAccountProperties",
].map((name) => `iam:${name}`);

/**
 * Whoever follows `$Latest` or `$Default` launches with the profile that the newest version names, and nobody is asked
 * for iam:PassRole.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
const TEMPLATE_VERSIONS = [
  "ec2:CreateLaunchTemplateVersion",
  "ec2:DeleteLaunchTemplateVersions",
  "ec2:ModifyLaunchTemplate",
];

/** Calls that make credentials: those of somebody else carry no guard. */
const CREDENTIAL_CHANGES = [
  "CreateAccessKey",
  "UpdateAccessKey",
  "CreateLoginProfile",
  "UpdateLoginProfile",
  "CreateServiceSpecificCredential",
  "ResetServiceSpecificCredential",
  "UpdateServiceSpecificCredential",
  "UploadSigningCertificate",
  "UpdateSigningCertificate",
  "UploadSSHPublicKey",
  "UpdateSSHPublicKey",
].map((name) => `iam:${name}`);

const GROUP_CALLS = ["autoscaling:CreateAutoScalingGroup", "autoscaling:UpdateAutoScalingGroup"];

/** Calls by which instances are started later from a template's newest version, which no condition key tells. */
const LATER_LAUNCHES = ["ec2:CreateFleet", "ec2:ModifyFleet", "ec2:RequestSpotFleet", "ec2:ModifySpotFleetRequest"];

/**
 * Calls of EC2 that no condition key limits to what is harmless: a fleet that names its template by name launches from
 * whatever has that name later; the defaults of the account's instances; a launch of which no request is described.
 */
const UNLIMITED_CALLS = ["ec2:DeleteLaunchTemplate", "ec2:ModifyInstanceMetadataDefaults", "ec2:RunScheduledInstances"];

/** Denies what goes around the guard and what removes it, whatever else the holder has. */
export function denyBypass(scope: BypassScope): readonly DocumentStatement[] {
  return [
    deny("DenyPermissionChanges", PERMISSION_CHANGES),
    denyCredentialsOfOthers(scope),
    denyAllBut("DenyTemplateVersions", TEMPLATE_VERSIONS, scope.writableTemplates),
    ...denyUnpinnedGroups(),
    denyAllBut("DenyRefreshes", ["autoscaling:StartInstanceRefresh"], scope.refreshableGroups),
    ...(scope.writableTemplates.length === 0 ? [] : [deny("DenyLaterLaunches", LATER_LAUNCHES)]),
    deny("DenyUnlimitedCalls", UNLIMITED_CALLS),
    ...denyMetadataLater(scope.maximumHopLimit),
  ];
}

/** A group with a launch configuration: its profile was judged when the configuration was made, and whoever made it. */
export function denyLaunchConfigurations(): DocumentStatement {
  return deny("DenyLaunchConfigurations", GROUP_CALLS, { Null: { "autoscaling:LaunchConfigurationName": "false" } });
}

/**
 * A new group says what it launches from, an update may leave that as it is. An instance refresh may set the group to
 * another version, and no condition key tells which: it is left only to whom `groups.instanceRefresh` gives it.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
 */
function denyUnpinnedGroups(): readonly DocumentStatement[] {
  const version = { "autoscaling:LaunchTemplateVersionSpecified": "false" };
  return [
    deny("DenyUnpinnedGroups", ["autoscaling:CreateAutoScalingGroup"], { BoolIfExists: version }),
    deny("DenyUnpinnedUpdates", ["autoscaling:UpdateAutoScalingGroup"], { Bool: version }),
    denyLaunchConfigurations(),
  ];
}

/**
 * A user keeps the right to its own credentials, by any path of its name. A policy variable stands for the name only where
 * several users hold the guard: whoever judges the policy then has to know who calls. A role has no credentials to make.
 */
function denyCredentialsOfOthers({ partition, accountId, holder }: BypassScope): DocumentStatement {
  if (holder?.kind === "role") return deny("DenyCredentialsOfOthers", CREDENTIAL_CHANGES);
  const users = `arn:${partition}:iam::${accountId}:user/`;
  const name = holder?.kind === "user" ? String(holder.name) : "${aws:username}";
  return {
    sid: "DenyCredentialsOfOthers",
    effect: "Deny",
    actions: CREDENTIAL_CHANGES,
    notResources: [`${users}${name}`, `${users}*/${name}`],
  };
}

function denyAllBut(sid: string, actions: readonly string[], resources: readonly string[]): DocumentStatement {
  return resources.length === 0
    ? deny(sid, actions)
    : { sid, effect: "Deny", actions: [...actions], notResources: [...resources] };
}

function deny(
  sid: string,
  actions: readonly string[],
  conditions?: NonNullable<DocumentStatement["conditions"]>,
): DocumentStatement {
  return { sid, effect: "Deny", actions: [...actions], resources: ["*"], ...(conditions && { conditions }) };
}
