import { LAUNCH_CONFIGURATION_TYPE } from "../../stack-model/resource-types";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { hopLimitPolicy } from "./hop-limit-policy";

export const ec2LaunchConfigurationLimitMetadataHopLimit: ResourcePolicyDeclaration = hopLimitPolicy({
  name: "ec2-launch-configuration-limit-metadata-hop-limit",
  displayName: "Launch configurations keep the metadata on the instance",
  description:
    "Answers of the metadata service of instances from a launch configuration travel no further than they are needed.",
  resourceType: LAUNCH_CONFIGURATION_TYPE,
  defaultMaximum: 2,
});
