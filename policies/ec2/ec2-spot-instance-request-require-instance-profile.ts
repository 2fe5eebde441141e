import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { instanceProfilePolicy } from "./instance-profile-policy";

export const ec2SpotInstanceRequestRequireInstanceProfile: ResourcePolicyDeclaration = instanceProfilePolicy({
  name: "ec2-spot-instance-request-require-instance-profile",
  displayName: "Spot instances have an instance profile",
  description: "Every spot instance request has an instance profile, its own or that of its launch template.",
  resourceType: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
});
