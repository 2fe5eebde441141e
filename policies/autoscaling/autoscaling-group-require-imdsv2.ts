import { UNKNOWN, type PlainObject } from "../../ec2/plain-value";
import { LAUNCH_CONFIGURATION_TYPE } from "../../stack-model/resource-types";
import { StackIndex } from "../../stack-model/stack-index";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import { judgeOwnMetadataOptions } from "../ec2/metadata-findings";
import { templateLaunchPolicy } from "../ec2/template-launch-policy";
import { causeAt, type Finding } from "../findings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

const FIX =
  "use launchTemplate: { id: template.id, version: template.latestVersion } with a template that sets metadataOptions";

export const autoscalingGroupRequireImdsv2: ResourcePolicyDeclaration = templateLaunchPolicy({
  name: "autoscaling-group-require-imdsv2",
  displayName: "Auto Scaling groups require IMDSv2",
  description: "Auto Scaling groups start instances from launch templates that require IMDSv2, overrides included.",
  remediationSteps: "Set `metadataOptions` on every launch template of the group and use the version that has them.",
  resourceType: "aws:autoscaling/group:Group",
  properties: ["launchTemplate", "mixedInstancesPolicy", "launchConfiguration"],
  beside: { type: LAUNCH_CONFIGURATION_TYPE, judge: judgeLaunchConfiguration },
});

/** Judges the launch configuration that a group uses, where the stack has it. */
function judgeLaunchConfiguration(
  group: StackResource,
  declared: PlainObject,
  resources: readonly StackResource[],
): readonly Finding[] {
  const name = declared["launchConfiguration"];
  const dependencies = group.propertyDependencies["launchConfiguration"] ?? [];
  const reference = new StackIndex(resources).referred(name, dependencies, LAUNCH_CONFIGURATION_TYPE);
  if (reference.kind === "none") return [];
  const finding = (kind: Finding["kind"], problem: string, causes: readonly string[] = []): readonly Finding[] => [
    { kind, resource: group, problem, fix: FIX, causes },
  ];
  if (reference.kind !== "found") {
    const which = name === UNKNOWN ? "is not known at preview" : "is not part of this stack";
    return finding(
      "notVerified",
      `\`launchConfiguration\` ${which}, so whether the instances require IMDSv2 is not known`,
    );
  }
  const { resource: configuration } = reference;
  const judgement = judgeOwnMetadataOptions(configuration);
  if (judgement.kind === "compliant") return [];
  const causes = [causeAt(configuration, judgement.property)];
  const options = `the \`${judgement.property}\` of ${labelOf(configuration)}`;
  return judgement.kind === "unknown"
    ? finding("notVerified", `\`launchConfiguration\`: ${options} is not known at preview`, causes)
    : finding("violation", `\`launchConfiguration\`: ${options} does not require IMDSv2`, causes);
}
