import { judgeHopLimit, type HopLimitProblem } from "../../ec2/hop-limit";
import { LAUNCH_TEMPLATE_TYPE, templateFinder, type TemplateFinder } from "../../stack-model/launch-templates";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import { templateUses } from "../../stack-model/template-uses";
import { causeAt, type Finding } from "../findings";
import type { PolicyMetadata, ResourcePolicyDeclaration } from "../policy-declaration";
import type { Settings } from "../settings";
import { readTemplate, templatesDecide } from "./metadata-findings";

const OPTIONS = "metadataOptions";
const LIMIT = "httpPutResponseHopLimit";

/** A policy that limits the hop limit of metadata answers on one resource type. */
interface HopLimitPolicy extends Pick<PolicyMetadata, "name" | "displayName" | "description"> {
  readonly resourceType: string;
  /** What stands in the setting `maximum` unless it is configured. */
  readonly defaultMaximum: number;
  /** Where the limit stands. @default `metadataOptions.httpPutResponseHopLimit` */
  readonly path?: string;
  /** What to write for a limit of `maximum`, as properties. @default `metadataOptions` with tokens required */
  readonly fixOf?: (maximum: number) => string;
  /** Whether a launch template decides where the resource sets no options. @default false */
  readonly hasTemplate?: boolean;
}

/** A policy that limits the hop limit on one resource type, of its own options or of the launch template in effect. */
export function hopLimitPolicy(policy: HopLimitPolicy): ResourcePolicyDeclaration {
  const {
    defaultMaximum,
    path = `${OPTIONS}.${LIMIT}`,
    fixOf = metadataOptions,
    hasTemplate = false,
    ...metadata
  } = policy;
  const [property = path] = path.split(".");
  return {
    ...metadata,
    kind: "resource",
    severity: "medium",
    enforcementLevel: "mandatory",
    tags: ["ec2", "imdsv2"],
    remediationSteps: `Lower \`${path}\`; containers that need the metadata need 2, others 1.`,
    yieldsTo: [
      policy.name.replace("limit-metadata-hop-limit", "require-imdsv2"),
      ...(hasTemplate ? ["ec2-launch-template-limit-metadata-hop-limit"] : []),
    ],
    settings: {
      maximum: {
        type: "integer",
        minimum: 1,
        maximum: 64,
        description:
          "The highest hop limit allowed: 1 for processes of the instance, 2 where containers need the metadata.",
        default: defaultMaximum,
      },
    },
    properties: hasTemplate ? [property, "launchTemplate"] : [property],
    judgeResource: (resource, settings) => {
      if (hasTemplate && templatesDecide(resource.properties)) return [];
      const maximum = Number(settings["maximum"]);
      const judgement = judgeHopLimit(resource.properties, path, maximum);
      if (judgement.kind === "compliant") return [];
      return [findingOf(resource, judgement, fixOf(maximum), resource)];
    },
    ...(hasTemplate ? { judgeStack: templateJudge(policy.resourceType) } : {}),
  };
}

/** All options together: what is left out of the block is not set. */
function metadataOptions(maximum: number): string {
  return `${OPTIONS}: { httpEndpoint: "enabled", httpTokens: "required", ${LIMIT}: ${maximum} }`;
}

/** Judges the launch templates from which resources of that type are started without options of their own. */
function templateJudge(resourceType: string): NonNullable<ResourcePolicyDeclaration["judgeStack"]> {
  return {
    reads: (type) => type === resourceType || type === LAUNCH_TEMPLATE_TYPE,
    onlyFor: resourceType,
    inputsOf: [LAUNCH_TEMPLATE_TYPE],
    judge: (resources, settings) => {
      const find = templateFinder(resources);
      return resources.flatMap((resource) => {
        const isJudged = resource.type === resourceType && templatesDecide(resource.inputs ?? {});
        return isJudged ? judgeTemplates(resource, find, settings) : [];
      });
    },
  };
}

function judgeTemplates(resource: StackResource, find: TemplateFinder, settings: Settings): readonly Finding[] {
  const maximum = Number(settings["maximum"]);
  const fix = `${metadataOptions(maximum)} on the launch template, or on the instance`;
  return templateUses(resource.type, resource.inputs ?? {}).flatMap(({ path, property, reference }): Finding[] => {
    const inEffect = find(reference, resource.propertyDependencies[property] ?? []);
    if (inEffect.kind === "unknown") {
      const problem = `\`${path}\`: ${inEffect.reason}, so its hop limit is not known`;
      return [findingOf(resource, { kind: "unknown", property: path, problem }, fix, resource)];
    }
    const { template } = inEffect;
    const { declared, gap } = readTemplate(template);
    if (gap !== undefined) {
      const problem = `\`${path}\`: ${gap}, so its hop limit is not known`;
      return [findingOf(resource, { kind: "unknown", property: OPTIONS, problem }, fix, template)];
    }
    const judgement = judgeHopLimit(declared.properties, `${OPTIONS}.${LIMIT}`, maximum);
    if (judgement.kind === "compliant") return [];
    const problem = `\`${path}\`: of ${labelOf(template)} ${judgement.problem}`;
    return [findingOf(resource, { ...judgement, problem }, fix, template)];
  });
}

/** The finding at `resource` about a problem that stands at `place`. */
function findingOf(
  resource: StackResource,
  { kind, property, problem }: HopLimitProblem,
  fix: string,
  place: StackResource,
): Finding {
  const causes = [causeAt(place, property)];
  return { kind: kind === "violation" ? "violation" : "notVerified", resource, problem, fix, causes };
}
