import { LAUNCH_TEMPLATE_TYPE } from "../../stack-model/launch-templates";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import {
  ACCOUNT_DEFAULT_SETTING,
  judgeOwnMetadataOptions,
  metadataChanges,
  metadataFindings,
} from "./metadata-findings";

export const ec2LaunchTemplateRequireImdsv2: ResourcePolicyDeclaration = {
  kind: "resource",
  name: "ec2-launch-template-require-imdsv2",
  displayName: "Launch templates require IMDSv2",
  description: "Launch templates make every instance that is started from them refuse IMDSv1.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["ec2", "imdsv2"],
  remediationSteps:
    "Set `metadataOptions` with `httpEndpoint` enabled and `httpTokens` required on the launch template.",
  settings: ACCOUNT_DEFAULT_SETTING,
  resourceType: LAUNCH_TEMPLATE_TYPE,
  properties: ["metadataOptions"],
  judgeResource: (resource, settings) =>
    metadataFindings(resource, judgeOwnMetadataOptions(resource), settings["accountDefaultEnforced"] === true),
  remediate: (inputs) => metadataChanges(LAUNCH_TEMPLATE_TYPE, inputs),
};
