import { LAUNCH_CONFIGURATION_TYPE } from "../../stack-model/resource-types";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

export const ec2LaunchConfigurationDisallowUse: ResourcePolicyDeclaration = {
  kind: "resource",
  name: "ec2-launch-configuration-disallow-use",
  displayName: "No launch configurations",
  description: "Auto Scaling groups use launch templates, since launch configurations are deprecated.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["ec2", "autoscaling"],
  remediationSteps: "Replace the launch configuration by a launch template, and pin its version in the group.",
  resourceType: LAUNCH_CONFIGURATION_TYPE,
  properties: [],
  judgeResource: (resource) => [
    {
      kind: "violation",
      resource,
      problem: "launch configurations are deprecated and have no versions that a group could pin",
      fix: "new aws.ec2.LaunchTemplate(…), and in the group launchTemplate: { id: template.id, version: template.latestVersion }",
    },
  ],
};
