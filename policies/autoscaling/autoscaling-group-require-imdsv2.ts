import { templateLaunchPolicy } from "../ec2/template-launch-policy";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

export const autoscalingGroupRequireImdsv2: ResourcePolicyDeclaration = templateLaunchPolicy({
  name: "autoscaling-group-require-imdsv2",
  displayName: "Auto Scaling groups require IMDSv2",
  description: "Auto Scaling groups start instances from launch templates that require IMDSv2, overrides included.",
  remediationSteps: "Set `metadataOptions` on every launch template of the group and use the version that has them.",
  resourceType: "aws:autoscaling/group:Group",
  properties: ["launchTemplate", "mixedInstancesPolicy", "launchConfiguration"],
  judgeInputs: (resource) => {
    const configuration = resource.properties["launchConfiguration"];
    if (configuration === undefined || configuration === null || configuration === "") return [];
    return [
      {
        kind: "notVerified",
        resource,
        problem: "`launchConfiguration` is used, so whether the instances require IMDSv2 is not known",
        fix: "use launchTemplate: { id: template.id, version: template.latestVersion } with a template that sets metadataOptions",
      },
    ];
  },
});
