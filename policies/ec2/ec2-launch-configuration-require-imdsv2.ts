import { LAUNCH_CONFIGURATION_TYPE } from "../../stack-model/resource-types";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import {
  ACCOUNT_DEFAULT_SETTING,
  judgeOwnMetadataOptions,
  metadataChanges,
  metadataFindings,
} from "./metadata-findings";

export const ec2LaunchConfigurationRequireImdsv2: ResourcePolicyDeclaration = {
  kind: "resource",
  name: "ec2-launch-configuration-require-imdsv2",
  displayName: "Launch configurations require IMDSv2",
  description: "Launch configurations make every instance that is started from them refuse IMDSv1.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["ec2", "imdsv2"],
  remediationSteps: "Set `metadataOptions` on the launch configuration, or better, replace it by a launch template.",
  settings: ACCOUNT_DEFAULT_SETTING,
  resourceType: LAUNCH_CONFIGURATION_TYPE,
  properties: ["metadataOptions"],
  judgeResource: (resource, settings) =>
    metadataFindings(resource, judgeOwnMetadataOptions(resource), settings["accountDefaultEnforced"] === true),
  remediate: (inputs) => metadataChanges(LAUNCH_CONFIGURATION_TYPE, inputs),
};
