import { judgeEmrSecurityConfiguration } from "../../ec2/service-metadata-settings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { settingPolicy } from "../ec2/setting-policy";

export const emrSecurityConfigurationRequireImdsv2: ResourcePolicyDeclaration = settingPolicy({
  name: "emr-security-configuration-require-imdsv2",
  displayName: "EMR security configurations require IMDSv2",
  description: "EMR clusters with the security configuration refuse IMDSv1.",
  remediationSteps:
    "Add `InstanceMetadataServiceConfiguration` with `MinimumInstanceMetadataServiceVersion` 2 to the configuration.",
  resourceType: "aws:emr/securityConfiguration:SecurityConfiguration",
  properties: ["configuration"],
  judge: ({ configuration }) => judgeEmrSecurityConfiguration(configuration),
  fix: "InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2, HttpPutResponseHopLimit: 1 }",
});
