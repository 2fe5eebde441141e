/** Type tokens of @pulumi/aws that several judgements name. */
export const INSTANCE_TYPE = "aws:ec2/instance:Instance";
export const LAUNCH_CONFIGURATION_TYPE = "aws:ec2/launchConfiguration:LaunchConfiguration";
export const INSTANCE_PROFILE_TYPE = "aws:iam/instanceProfile:InstanceProfile";
export const POLICY_TYPE = "aws:iam/policy:Policy";
export const USER_TYPE = "aws:iam/user:User";
export const GROUP_TYPE = "aws:iam/group:Group";
