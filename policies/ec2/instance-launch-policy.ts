import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { judgeOwnMetadataOptions, metadataChanges, metadataFindings, templatesDecide } from "./metadata-findings";
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
