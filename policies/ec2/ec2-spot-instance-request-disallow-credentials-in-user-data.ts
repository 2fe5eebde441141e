import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { userDataPolicy } from "./user-data-policy";

export const ec2SpotInstanceRequestDisallowCredentialsInUserData: ResourcePolicyDeclaration = userDataPolicy({
  name: "ec2-spot-instance-request-disallow-credentials-in-user-data",
  displayName: "No credentials in the user data of spot instance requests",
  description: "User data of spot instance requests holds no keys, tokens or private keys, in whatever encoding.",
  resourceType: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  paths: ["userData", "userDataBase64"],
});
