import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { userDataPolicy } from "./user-data-policy";

export const ec2SpotFleetRequestDisallowCredentialsInUserData: ResourcePolicyDeclaration = userDataPolicy({
  name: "ec2-spot-fleet-request-disallow-credentials-in-user-data",
  displayName: "No credentials in the user data of spot fleets",
  description:
    "User data in the launch specifications of spot fleet requests holds no keys, tokens or private keys, in whatever encoding.",
  resourceType: "aws:ec2/spotFleetRequest:SpotFleetRequest",
  yieldsTo: ["ec2-spot-fleet-request-require-imdsv2"],
  paths: ["launchSpecifications.[].userData"],
});
