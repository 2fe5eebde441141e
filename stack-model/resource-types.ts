/** Type tokens of @pulumi/aws that several judgements name. */
export const INSTANCE_TYPE = "aws:ec2/instance:Instance";
export const LAUNCH_CONFIGURATION_TYPE = "aws:ec2/launchConfiguration:LaunchConfiguration";
export const INSTANCE_PROFILE_TYPE = "aws:iam/instanceProfile:InstanceProfile";
