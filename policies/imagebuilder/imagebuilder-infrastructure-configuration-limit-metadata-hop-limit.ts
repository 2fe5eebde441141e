import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { hopLimitPolicy } from "../ec2/hop-limit-policy";

export const imagebuilderInfrastructureConfigurationLimitMetadataHopLimit: ResourcePolicyDeclaration = hopLimitPolicy({
  name: "imagebuilder-infrastructure-configuration-limit-metadata-hop-limit",
  displayName: "Image Builder keeps the metadata on the instance",
  description:
    "Answers of the metadata service of instances that build and test images travel no further than they are needed.",
  resourceType: "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration",
  path: "instanceMetadataOptions.httpPutResponseHopLimit",
  fixOf: (maximum) => `instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: ${maximum} }`,
  defaultMaximum: 2,
});
