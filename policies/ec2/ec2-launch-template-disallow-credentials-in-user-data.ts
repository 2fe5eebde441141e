import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { userDataPolicy } from "./user-data-policy";

export const ec2LaunchTemplateDisallowCredentialsInUserData: ResourcePolicyDeclaration = userDataPolicy({
  name: "ec2-launch-template-disallow-credentials-in-user-data",
  displayName: "No credentials in the user data of launch templates",
  description: "User data of launch templates holds no keys, tokens or private keys, in whatever encoding.",
  resourceType: "aws:ec2/launchTemplate:LaunchTemplate",
  paths: ["userData"],
});
