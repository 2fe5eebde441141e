import { isPlainObject, UNKNOWN, type PlainObject } from "../../ec2/plain-value";
import { LAUNCH_TEMPLATE_TYPE, templateFinder, type TemplateFinder } from "../../stack-model/launch-templates";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import { templateUses } from "../../stack-model/template-uses";
import { causeAt, type Finding } from "../findings";
import type { PolicyMetadata, ResourcePolicyDeclaration } from "../policy-declaration";
import type { Settings } from "../settings";
import { ACCOUNT_DEFAULT_SETTING, judgeOwnMetadataOptions, readTemplate } from "./metadata-findings";

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
    yieldsTo: ["ec2-launch-template-require-imdsv2", "ec2-launch-configuration-require-imdsv2"],
    settings: ACCOUNT_DEFAULT_SETTING,
    judgeResource: (resource, settings) => [
      ...(judgeAlways?.(resource, settings) ?? []),
      ...(settings["accountDefaultEnforced"] === true ? [] : (judgeInputs?.(resource) ?? [])),
    ],
    ...(remediate === undefined ? {} : { remediate }),
    judgeStack: {
      reads: (type) => [policy.resourceType, LAUNCH_TEMPLATE_TYPE, beside?.type].includes(type),
      onlyFor: policy.resourceType,
      inputsOf: [LAUNCH_TEMPLATE_TYPE],
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

/** What is wrong with one template that a resource uses, and where. */
interface TemplateProblem {
  readonly kind: Finding["kind"];
  readonly problem: string;
  readonly cause: string;
}

const FIX = 'set it on the launch template: metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" }';
const MAKE_KNOWN = `${FIX}, and use a template of this stack in its latest version`;

/** At most one violation for a resource, whatever the number of its templates, and a finding for each that is not known. */
function judgeTemplates(resource: StackResource, declared: PlainObject, find: TemplateFinder): readonly Finding[] {
  const problems = templateUses(resource.type, declared).flatMap(({ path, property, reference }) => {
    const inEffect = find(reference, resource.propertyDependencies[property] ?? []);
    if (inEffect.kind === "found") return judgeTemplate(path, inEffect.template);
    const problem = `\`${path}\`: ${inEffect.reason}, so whether it requires IMDSv2 is not known`;
    return [{ kind: "notVerified", problem, cause: causeAt(resource, path) } as const];
  });
  const violations = problems.filter(({ kind }) => kind === "violation");
  const problem = [...new Set(violations.map((one) => one.problem))].join("; ");
  const causes = violations.map(({ cause }) => cause);
  const unknowns = problems.filter(({ kind }) => kind === "notVerified");
  return [
    ...(violations.length === 0 ? [] : [{ kind: "violation", resource, problem, fix: FIX, causes } as const]),
    ...unknowns.map((one): Finding => ({
      kind: "notVerified",
      resource,
      problem: one.problem,
      fix: MAKE_KNOWN,
      causes: [one.cause],
    })),
  ];
}

function judgeTemplate(path: string, template: StackResource): readonly TemplateProblem[] {
  const { declared, gap } = readTemplate(template);
  const judgement = judgeOwnMetadataOptions(declared);
  if (judgement.kind === "compliant") return [];
  const cause = causeAt(template, judgement.property);
  if (gap !== undefined) return [{ kind: "notVerified", problem: `\`${path}\`: ${gap}`, cause }];
  const label = labelOf(template);
  if (judgement.kind === "unknown") {
    const options = declared.properties["metadataOptions"];
    const httpTokens = isPlainObject(options) ? options["httpTokens"] : undefined;
    const said = typeof httpTokens === "string" ? `, and its \`httpTokens\` is \`${httpTokens}\`` : "";
    const problem = `\`${path}\`: the \`${judgement.property}\` of ${label} is not known at preview${said}`;
    return [{ kind: "notVerified", problem, cause }];
  }
  const problem = `\`${path}\`: the \`${judgement.property}\` of ${label} does not require IMDSv2`;
  return [{ kind: "violation", problem, cause }];
}
