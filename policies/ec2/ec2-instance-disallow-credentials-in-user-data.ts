import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { userDataPolicy } from "./user-data-policy";

export const ec2InstanceDisallowCredentialsInUserData: ResourcePolicyDeclaration = userDataPolicy({
  name: "ec2-instance-disallow-credentials-in-user-data",
  displayName: "No credentials in the user data of instances",
  description: "User data of instances holds no keys, tokens or private keys, in whatever encoding.",
  resourceType: "aws:ec2/instance:Instance",
  paths: ["userData", "userDataBase64"],
});
