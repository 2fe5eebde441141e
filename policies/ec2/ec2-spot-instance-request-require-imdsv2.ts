import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { instanceLaunchPolicy } from "./instance-launch-policy";

export const ec2SpotInstanceRequestRequireImdsv2: ResourcePolicyDeclaration = instanceLaunchPolicy({
  name: "ec2-spot-instance-request-require-imdsv2",
  displayName: "Spot instances require IMDSv2",
  description: "Spot instance requests ask for instances that refuse IMDSv1.",
  remediationSteps:
    "Set `metadataOptions` with `httpEndpoint` enabled and `httpTokens` required on the request; the request is replaced.",
  resourceType: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
});
