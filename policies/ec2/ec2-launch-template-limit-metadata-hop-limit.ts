import { LAUNCH_TEMPLATE_TYPE } from "../../stack-model/launch-templates";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { hopLimitPolicy } from "./hop-limit-policy";

export const ec2LaunchTemplateLimitMetadataHopLimit: ResourcePolicyDeclaration = hopLimitPolicy({
  name: "ec2-launch-template-limit-metadata-hop-limit",
  displayName: "Launch templates keep the metadata on the instance",
  description:
    "Answers of the metadata service of instances from a launch template travel no further than they are needed.",
  resourceType: LAUNCH_TEMPLATE_TYPE,
  defaultMaximum: 2,
});
