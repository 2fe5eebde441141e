import { UNKNOWN, type PlainObject } from "../../ec2/plain-value";
import { judgeNodeGroupAmiType } from "../../ec2/node-group-ami-type";
import { templateLaunchPolicy } from "../ec2/template-launch-policy";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

const FIX = 'use a launchTemplate that sets metadataOptions, or amiType: "AL2023_x86_64_STANDARD"';

export const eksNodeGroupRequireImdsv2: ResourcePolicyDeclaration = templateLaunchPolicy({
  name: "eks-node-group-require-imdsv2",
  displayName: "EKS node groups require IMDSv2",
  description: "Nodes of managed node groups refuse IMDSv1, by their launch template or by their AMI type.",
  remediationSteps: "Give the node group a launch template that requires IMDSv2, or an AMI type of Amazon Linux 2023.",
  resourceType: "aws:eks/nodeGroup:NodeGroup",
  properties: ["launchTemplate", "amiType"],
  judgeInputs: (resource) => {
    if (hasTemplate(resource.properties)) return [];
    const judgement = judgeNodeGroupAmiType(resource.properties["amiType"]);
    if (judgement.kind === "compliant") return [];
    const kind = judgement.kind === "violation" ? "violation" : "notVerified";
    return [{ kind, resource, problem: `no \`launchTemplate\` is set, and ${judgement.problem}`, fix: FIX }];
  },
});

/** Whether a launch template is given, known or not: then it is judged with the stack. */
function hasTemplate({ launchTemplate }: PlainObject): boolean {
  return launchTemplate === UNKNOWN || (launchTemplate !== undefined && launchTemplate !== null);
}
