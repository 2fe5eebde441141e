import type { PlainObject } from "../../ec2/plain-value";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { judgeOwnMetadataOptions, metadataChanges, metadataFindings } from "./metadata-findings";
import { templateLaunchPolicy, type TemplateLaunchPolicy } from "./template-launch-policy";

/** A policy on a type that has metadata options of its own, and those of its launch template where it sets none. */
export function instanceLaunchPolicy(
  policy: Omit<TemplateLaunchPolicy, "properties" | "templatesDecide" | "judgeInputs" | "judgeAlways" | "remediate">,
): ResourcePolicyDeclaration {
  return templateLaunchPolicy({
    ...policy,
    properties: ["metadataOptions", "launchTemplate"],
    templatesDecide,
    judgeAlways: (resource, settings) =>
      templatesDecide(resource.properties)
        ? []
        : metadataFindings(resource, judgeOwnMetadataOptions(resource), settings["accountDefaultEnforced"] === true),
    remediate: (inputs) => (templatesDecide(inputs) ? [] : metadataChanges(policy.resourceType, inputs)),
  });
}

/** Whether the launch template's options are the ones in effect: it is given, and the instance sets none. */
function templatesDecide(inputs: PlainObject): boolean {
  const { metadataOptions, launchTemplate } = inputs;
  const setsOptions = metadataOptions !== undefined && metadataOptions !== null;
  return !setsOptions && launchTemplate !== undefined && launchTemplate !== null;
}
