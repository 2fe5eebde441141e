import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { hopLimitPolicy } from "./hop-limit-policy";

export const ec2InstanceMetadataDefaultsLimitMetadataHopLimit: ResourcePolicyDeclaration = hopLimitPolicy({
  name: "ec2-instance-metadata-defaults-limit-metadata-hop-limit",
  displayName: "Account defaults keep the metadata on the instance",
  description:
    "The default hop limit of an account and region, where the program sets it, is no higher than is needed.",
  resourceType: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
  path: "httpPutResponseHopLimit",
  fixOf: (maximum) => `httpPutResponseHopLimit: ${maximum}`,
  defaultMaximum: 2,
});
