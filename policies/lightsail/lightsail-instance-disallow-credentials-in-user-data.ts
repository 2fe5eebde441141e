import { userDataPolicy } from "../ec2/user-data-policy";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

export const lightsailInstanceDisallowCredentialsInUserData: ResourcePolicyDeclaration = userDataPolicy({
  name: "lightsail-instance-disallow-credentials-in-user-data",
  displayName: "No credentials in the user data of Lightsail instances",
  description: "User data of Lightsail instances holds no keys, tokens or private keys, in whatever encoding.",
  resourceType: "aws:lightsail/instance:Instance",
  paths: ["userData"],
});
