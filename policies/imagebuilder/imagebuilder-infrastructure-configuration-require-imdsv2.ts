import { judgeSetting } from "../../ec2/service-metadata-settings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { settingPolicy } from "../ec2/setting-policy";

export const imagebuilderInfrastructureConfigurationRequireImdsv2: ResourcePolicyDeclaration = settingPolicy({
  name: "imagebuilder-infrastructure-configuration-require-imdsv2",
  displayName: "Image Builder requires IMDSv2",
  description: "The instances on which Image Builder builds and tests refuse IMDSv1.",
  remediationSteps:
    "Set `instanceMetadataOptions.httpTokens` to required; container builds also need a hop limit of 2.",
  resourceType: "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration",
  properties: ["instanceMetadataOptions"],
  judge: (properties) => judgeSetting(properties, "instanceMetadataOptions.httpTokens", "required"),
  fix: 'instanceMetadataOptions: { httpTokens: "required" }',
});
