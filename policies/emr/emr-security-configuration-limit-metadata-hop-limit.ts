import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { hopLimitPolicy } from "../ec2/hop-limit-policy";

export const emrSecurityConfigurationLimitMetadataHopLimit: ResourcePolicyDeclaration = hopLimitPolicy({
  name: "emr-security-configuration-limit-metadata-hop-limit",
  displayName: "EMR keeps the metadata on the instance",
  description: "Answers of the metadata service of EMR's instances travel no further than they are needed.",
  resourceType: "aws:emr/securityConfiguration:SecurityConfiguration",
  path: "configuration.InstanceMetadataServiceConfiguration.HttpPutResponseHopLimit",
  fixOf: (maximum) =>
    `InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2, HttpPutResponseHopLimit: ${maximum} }`,
  defaultMaximum: 2,
});
