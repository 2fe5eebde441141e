import { UNKNOWN, isPlainObject, type PlainObject } from "../../ec2/plain-value";
import { LAUNCH_TEMPLATE_TYPE, templateFinder, type TemplateInEffect } from "../../stack-model/launch-templates";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import {
  ACCOUNT_DEFAULT_SETTING,
  judgeOwnMetadataOptions,
  metadataChanges,
  metadataFindings,
} from "./metadata-findings";

const INSTANCE_TYPE = "aws:ec2/instance:Instance";

export const ec2InstanceRequireImdsv2: ResourcePolicyDeclaration = {
  kind: "resource",
  name: "ec2-instance-require-imdsv2",
  displayName: "Instances require IMDSv2",
  description: "Instances refuse IMDSv1, by their own metadata options or by those of their launch template.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["ec2", "imdsv2"],
  remediationSteps:
    "Set `metadataOptions` with `httpEndpoint` enabled and `httpTokens` required on the instance, or on the launch " +
    "template that it is started from.",
  settings: ACCOUNT_DEFAULT_SETTING,
  resourceType: INSTANCE_TYPE,
  properties: ["metadataOptions", "launchTemplate"],
  judgeResource: (resource, settings) =>
    templateDecides(resource.properties)
      ? []
      : metadataFindings(resource, judgeOwnMetadataOptions(resource), settings["accountDefaultEnforced"] === true),
  remediate: (inputs) => (templateDecides(inputs) ? [] : metadataChanges(inputs)),
  judgeStack: {
    reads: (type) => type === INSTANCE_TYPE || type === LAUNCH_TEMPLATE_TYPE,
    judge: (resources, settings) => {
      if (settings["accountDefaultEnforced"] === true) return [];
      const find = templateFinder(resources);
      return resources.flatMap((instance) => {
        const declared = instance.inputs ?? withoutUnknownOptions(instance.properties);
        if (instance.type !== INSTANCE_TYPE || !templateDecides(declared)) return [];
        const reference = declared["launchTemplate"];
        const dependencies = instance.propertyDependencies["launchTemplate"] ?? [];
        return templateFindings(instance, find(reference, dependencies));
      });
    },
  },
};

/** Whether the launch template's options are the ones in effect: it is given, and the instance sets none. */
function templateDecides(inputs: PlainObject): boolean {
  const { metadataOptions, launchTemplate } = inputs;
  const setsOptions = metadataOptions !== undefined && metadataOptions !== null;
  return !setsOptions && launchTemplate !== undefined && launchTemplate !== null;
}

/** Planned outputs hold unknown options where the program sets none. */
function withoutUnknownOptions(outputs: PlainObject): PlainObject {
  return outputs["metadataOptions"] === UNKNOWN ? { ...outputs, metadataOptions: null } : outputs;
}

function templateFindings(instance: StackResource, inEffect: TemplateInEffect): readonly Finding[] {
  const fix = 'set it on the instance: metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" }';
  if (inEffect.kind === "unknown") {
    const problem = `\`metadataOptions\` is not set, and ${inEffect.reason}, so whether IMDSv2 is required is not known`;
    return [{ kind: "notVerified", resource: instance, problem, fix }];
  }
  const { template } = inEffect;
  const judgement = judgeOwnMetadataOptions(template);
  const label = labelOf(template);
  if (judgement.kind === "compliant") return [];
  if (judgement.kind === "unknown" || !isPlainObject(template.properties["metadataOptions"])) {
    const problem = `\`metadataOptions\` is not set, and that of ${label} is not known at preview or not set`;
    return [{ kind: "notVerified", resource: instance, problem, fix }];
  }
  const problem = `is started from ${label}, whose \`${judgement.property}\` does not require IMDSv2`;
  return [{ kind: "violation", resource: instance, problem, fix: `set it there: httpTokens: "required"` }];
}
