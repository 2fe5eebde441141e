import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { templateLaunchPolicy } from "./template-launch-policy";

export const ec2FleetRequireImdsv2: ResourcePolicyDeclaration = templateLaunchPolicy({
  name: "ec2-fleet-require-imdsv2",
  displayName: "Fleets require IMDSv2",
  description: "Fleets start instances from launch templates that require IMDSv2.",
  remediationSteps: "Set `metadataOptions` on every launch template of the fleet.",
  resourceType: "aws:ec2/fleet:Fleet",
  properties: ["launchTemplateConfigs"],
});
