import { judgeSetting } from "../../ec2/service-metadata-settings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { settingPolicy } from "./setting-policy";

export const ec2InstanceMetadataDefaultsRequireImdsv2: ResourcePolicyDeclaration = settingPolicy({
  name: "ec2-instance-metadata-defaults-require-imdsv2",
  displayName: "Account defaults require IMDSv2",
  description: "The default metadata options of an account and region, where the program sets them, require IMDSv2.",
  remediationSteps: "Set `httpTokens` to required on the account default.",
  resourceType: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
  properties: ["httpTokens"],
  judge: (properties) => judgeSetting(properties, "httpTokens", "required"),
  fix: 'httpTokens: "required"',
});
