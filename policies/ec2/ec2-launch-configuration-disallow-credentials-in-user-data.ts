import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { userDataPolicy } from "./user-data-policy";

export const ec2LaunchConfigurationDisallowCredentialsInUserData: ResourcePolicyDeclaration = userDataPolicy({
  name: "ec2-launch-configuration-disallow-credentials-in-user-data",
  displayName: "No credentials in the user data of launch configurations",
  description: "User data of launch configurations holds no keys, tokens or private keys, in whatever encoding.",
  resourceType: "aws:ec2/launchConfiguration:LaunchConfiguration",
  paths: ["userData", "userDataBase64"],
});
