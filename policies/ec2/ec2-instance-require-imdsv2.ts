import { INSTANCE_TYPE } from "../../stack-model/resource-types";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { instanceLaunchPolicy } from "./instance-launch-policy";

export const ec2InstanceRequireImdsv2: ResourcePolicyDeclaration = instanceLaunchPolicy({
  name: "ec2-instance-require-imdsv2",
  displayName: "Instances require IMDSv2",
  description: "Instances refuse IMDSv1, by their own metadata options or by those of their launch template.",
  remediationSteps:
    "Set `metadataOptions` with `httpEndpoint` enabled and `httpTokens` required on the instance, or on the launch " +
    "template that it is started from.",
  resourceType: INSTANCE_TYPE,
});
