import { judgeSetting } from "../../ec2/service-metadata-settings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { settingPolicy } from "./setting-policy";

export const ec2AmiRequireImdsv2: ResourcePolicyDeclaration = settingPolicy({
  name: "ec2-ami-require-imdsv2",
  displayName: "AMIs require IMDSv2",
  description: "Instances started from an AMI of the program refuse IMDSv1 where nothing else decides.",
  remediationSteps: "Set `imdsSupport` to v2.0 on the AMI.",
  severity: "medium",
  enforcementLevel: "advisory",
  resourceType: "aws:ec2/ami:Ami",
  properties: ["imdsSupport"],
  judge: (properties) => judgeSetting(properties, "imdsSupport", "v2.0"),
  fix: 'imdsSupport: "v2.0"',
});
