import { isPlainObject, UNKNOWN, type PlainObject } from "../../ec2/plain-value";
import { LAUNCH_TEMPLATE_TYPE, templateFinder, type TemplateFinder } from "../../stack-model/launch-templates";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import { templateUses } from "../../stack-model/template-uses";
import type { Finding } from "../findings";
import type { PolicyMetadata, ResourcePolicyDeclaration } from "../policy-declaration";
import type { Settings } from "../settings";
import { ACCOUNT_DEFAULT_SETTING, judgeOwnMetadataOptions } from "./metadata-findings";

/** A resource type that starts instances from launch templates, and what of it decides beside them. */
export interface TemplateLaunchPolicy extends Omit<
  PolicyMetadata,
  "settings" | "tags" | "severity" | "enforcementLevel"
> {
  readonly resourceType: string;
  /** The properties that decide. */
  readonly properties: readonly string[];
  /** Whether the templates' options are those in effect. @default always */
  readonly templatesDecide?: (inputs: PlainObject) => boolean;
  /** What the inputs alone say, where `accountDefaultEnforced` does not excuse it. */
  readonly judgeInputs?: (resource: StackResource) => readonly Finding[];
  /** What the inputs alone say, whatever the account enforces. */
  readonly judgeAlways?: (resource: StackResource, settings: Settings) => readonly Finding[];
  readonly remediate?: NonNullable<ResourcePolicyDeclaration["remediate"]>;
  /** What stands in the stack beside launch templates and decides as they do. */
  readonly beside?: {
    readonly type: string;
    readonly judge: (
      resource: StackResource,
      declared: PlainObject,
      resources: readonly StackResource[],
    ) => readonly Finding[];
  };
}

/** A policy that asks IMDSv2 of every launch template that resources of one type use, and of what they say beside it. */
export function templateLaunchPolicy(policy: TemplateLaunchPolicy): ResourcePolicyDeclaration {
  const { judgeInputs, judgeAlways, templatesDecide = () => true, remediate, beside, ...metadata } = policy;
  return {
    ...metadata,
    kind: "resource",
    severity: "high",
    enforcementLevel: "mandatory",
    tags: ["ec2", "imdsv2"],
    settings: ACCOUNT_DEFAULT_SETTING,
    judgeResource: (resource, settings) => [
      ...(judgeAlways?.(resource, settings) ?? []),
      ...(settings["accountDefaultEnforced"] === true ? [] : (judgeInputs?.(resource) ?? [])),
    ],
    ...(remediate === undefined ? {} : { remediate }),
    judgeStack: {
      reads: (type) => [policy.resourceType, LAUNCH_TEMPLATE_TYPE, beside?.type].includes(type),
      onlyFor: policy.resourceType,
      judge: (resources, settings) => {
        if (settings["accountDefaultEnforced"] === true) return [];
        const find = templateFinder(resources);
        return resources.flatMap((resource) => {
          const declared = resource.inputs ?? outputsAsDeclared(resource.properties, policy.properties);
          const judged = resource.type === policy.resourceType && templatesDecide(declared);
          if (!judged) return [];
          return [...judgeTemplates(resource, declared, find), ...(beside?.judge(resource, declared, resources) ?? [])];
        });
      },
    },
  };
}

/** Planned outputs are unknown where the program set nothing; without inputs to compare, unknown ones count as not set. */
function outputsAsDeclared(outputs: PlainObject, properties: readonly string[]): PlainObject {
  const known = Object.entries(outputs).filter(([key, value]) => properties.includes(key) && value !== UNKNOWN);
  return Object.fromEntries(known);
}

/** At most one violation and one not-verified finding for a resource, whatever the number of its templates. */
function judgeTemplates(resource: StackResource, declared: PlainObject, find: TemplateFinder): readonly Finding[] {
  const violations: string[] = [];
  const unknowns: string[] = [];
  for (const { path, property, reference } of templateUses(resource.type, declared)) {
    const inEffect = find(reference, resource.propertyDependencies[property] ?? []);
    if (inEffect.kind === "unknown") {
      unknowns.push(`\`${path}\`: ${inEffect.reason}, so whether it requires IMDSv2 is not known`);
      continue;
    }
    const { template } = inEffect;
    const judgement = judgeOwnMetadataOptions(template);
    const label = labelOf(template);
    if (judgement.kind === "compliant") continue;
    const options = template.properties["metadataOptions"];
    if (judgement.kind === "unknown" && isPlainObject(options)) {
      const { httpTokens } = options;
      const said = typeof httpTokens === "string" ? `, and its \`httpTokens\` is \`${httpTokens}\`` : "";
      unknowns.push(`\`${path}\`: the \`${judgement.property}\` of ${label} is not known at preview${said}`);
    } else if (!isPlainObject(options)) {
      unknowns.push(`\`${path}\`: the \`metadataOptions\` of ${label} are not known at preview or not set`);
    } else {
      violations.push(`\`${path}\`: the \`${judgement.property}\` of ${label} does not require IMDSv2`);
    }
  }
  const fix = 'set it on the launch template: metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" }';
  return [
    ...findingOf("violation", resource, violations, fix),
    ...findingOf("notVerified", resource, unknowns, `${fix}, and use a template of this stack in its latest version`),
  ];
}

function findingOf(
  kind: "violation" | "notVerified",
  resource: StackResource,
  problems: readonly string[],
  fix: string,
): readonly Finding[] {
  return problems.length === 0 ? [] : [{ kind, resource, problem: [...new Set(problems)].join("; "), fix }];
}
