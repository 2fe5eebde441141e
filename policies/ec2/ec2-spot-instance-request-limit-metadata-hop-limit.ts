import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { hopLimitPolicy } from "./hop-limit-policy";

export const ec2SpotInstanceRequestLimitMetadataHopLimit: ResourcePolicyDeclaration = hopLimitPolicy({
  name: "ec2-spot-instance-request-limit-metadata-hop-limit",
  displayName: "Spot instances keep the metadata on the instance",
  description:
    "Answers of a spot instance's metadata service travel no further than they are needed, by its own options or its launch template's.",
  resourceType: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  hasTemplate: true,
  defaultMaximum: 1,
});
