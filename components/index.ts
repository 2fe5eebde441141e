export type { DecidedRole, PublishedPasser, PublishedPassRole } from "../ec2/published-pass-role";
export type { AcceptedGain } from "../iam";
export type { PublishedDocument } from "../iam";
export { arnOf } from "./arn-of";
export type { ArnResource } from "./arn-of";
export { AutoScalingGroup } from "./auto-scaling-group";
export type {
  AutoScalingGroupArgs,
  InstanceRefreshArgs,
  MixedInstancesArgs,
  PassThroughGroupArgs,
  PinnedTemplateArgs,
} from "./auto-scaling-group";
export type { BroadAccessArgs } from "./broad-access-plan";
export { CrossAccountGrant } from "./cross-account-role/cross-account-grant";
export type { CrossAccountGrantArgs } from "./cross-account-role/cross-account-grant";
export { CrossAccountRole } from "./cross-account-role/cross-account-role";
export type { CrossAccountRoleArgs } from "./cross-account-role/cross-account-role";
export type { TrustedPrincipal } from "./cross-account-role/trusted-principals";
export type { DataDiskArgs, RootDiskArgs } from "./disks";
export { grants } from "./grants";
export type {
  BucketArgument,
  BucketGrantOptions,
  GrantScope,
  KeyArgument,
  KeyGrantOptions,
  LogGroupArgument,
  ParameterArgument,
  QueueArgument,
  SecretArgument,
  TableArgument,
} from "./grants";
export { Instance } from "./instance";
export type { InstanceArgs, PassThroughInstanceArgs, TerminationArgs } from "./instance";
export { InstanceMetadataDefaults } from "./instance-metadata-defaults";
export type { InstanceMetadataDefaultsArgs } from "./instance-metadata-defaults";
export { organizationPolicies } from "./organization-policies";
export type { OrganizationPolicyOptions, PolicyDocumentJson } from "./organization-policies";
export { InstanceProfile } from "./instance-profile";
export type { InstanceProfileArgs, RoleArgument } from "./instance-profile";
export { InstanceProfileAssociation } from "./instance-profile-association";
export type { InstanceProfileAssociationArgs } from "./instance-profile-association";
export type { ConnectionArgs } from "./association/connection-arguments";
export { InstanceRole } from "./instance-role";
export { rightSizedPolicies, type RightSizedPolicies } from "./right-sized-policies";
export type { InstanceRoleArgs } from "./instance-role-arguments";
export type { RoleSettings } from "./role-settings";
export { InstanceRoleGrant } from "./instance-role-grant";
export type { InstanceRoleGrantArgs } from "./instance-role-grant";
export { LaunchTemplate } from "./launch-template";
export type { LaunchTemplateArgs, PassThroughLaunchTemplateArgs } from "./launch-template";
export { PassRoleGuard } from "./pass-role-guard/pass-role-guard";
export type { RoleGain } from "./pass-role-guard/gains-plan";
export type {
  AllowedGainArgs,
  AssociationRightsArgs,
  GroupRightsArgs,
  LaunchRightsArgs,
  PasserArgs,
  PasserDocument,
  PassRoleGuardArgs,
  RolePrefixArgs,
  TemplateRightsArgs,
} from "./pass-role-guard/guard-arguments";
export type { ActionArgument, ConditionsArgs, StatementArgs } from "./policy-statement";
