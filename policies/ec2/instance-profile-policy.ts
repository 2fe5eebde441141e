import { UNKNOWN, isPlainObject, unknownPaths, type PlainObject } from "../../ec2/plain-value";
import {
  LAUNCH_TEMPLATE_TYPE,
  templateFinder,
  type TemplateFinder,
  type TemplateInEffect,
} from "../../stack-model/launch-templates";
import { INSTANCE_PROFILE_TYPE } from "../../stack-model/resource-types";
import { comesFrom, labelOf, type StackResource } from "../../stack-model/stack-resource";
import { templateUses } from "../../stack-model/template-uses";
import { causeAt, type Finding } from "../findings";
import type { PolicyMetadata, ResourcePolicyDeclaration } from "../policy-declaration";

const PROFILE = "iamInstanceProfile";
const FIX = "iamInstanceProfile: profile.name, or the Instance component of pulumi-ec2-identity";

/** A policy that asks an instance profile of every resource of one type, its own or that of its launch template. */
export function instanceProfilePolicy(
  policy: Pick<PolicyMetadata, "name" | "displayName" | "description"> & { readonly resourceType: string },
): ResourcePolicyDeclaration {
  return {
    ...policy,
    kind: "resource",
    severity: "medium",
    enforcementLevel: "advisory",
    tags: ["ec2", "identity"],
    yieldsTo: ["ec2-instance-disallow-role-as-profile", policy.name.replace("instance-profile", "imdsv2")],
    remediationSteps:
      "Give the instance a profile; one with no permissions is enough for Systems Manager to be added later.",
    properties: ["iamInstanceProfile", "launchTemplate"],
    judgeResource: (resource) => {
      const { iamInstanceProfile, launchTemplate } = resource.properties;
      if (isGiven(iamInstanceProfile) || isGiven(launchTemplate)) return [];
      return [{ kind: "violation", resource, problem: "`iamInstanceProfile` is not set, so it has no role", fix: FIX }];
    },
    judgeStack: {
      reads: (type) => type === policy.resourceType || type === LAUNCH_TEMPLATE_TYPE,
      onlyFor: policy.resourceType,
      judge: (resources) => {
        const find = templateFinder(resources);
        return resources.flatMap((instance) =>
          instance.type === policy.resourceType ? judgeInstance(instance, find, resources) : [],
        );
      },
    },
  };
}

function judgeInstance(
  instance: StackResource,
  find: TemplateFinder,
  resources: readonly StackResource[],
): readonly Finding[] {
  const declared = instance.inputs;
  if (declared === undefined) return [];
  if (declared["iamInstanceProfile"] === UNKNOWN) {
    return comesFrom(instance, "iamInstanceProfile", INSTANCE_PROFILE_TYPE, resources)
      ? []
      : [unknownProfile(instance)];
  }
  if (isGiven(declared["iamInstanceProfile"])) return [];
  return templateUses(instance.type, declared).flatMap(({ path, reference, property }) =>
    judgeTemplate(instance, path, find(reference, instance.propertyDependencies[property] ?? []), resources),
  );
}

function unknownProfile(resource: StackResource): Finding {
  const problem = "`iamInstanceProfile` is not known at preview and comes from no instance profile of this stack";
  return { kind: "notVerified", resource, problem, fix: FIX, causes: [causeAt(resource, PROFILE)] };
}

function judgeTemplate(
  instance: StackResource,
  path: string,
  inEffect: TemplateInEffect,
  resources: readonly StackResource[],
): readonly Finding[] {
  if (inEffect.kind === "unknown") {
    const problem = `\`iamInstanceProfile\` is not set, and ${inEffect.reason}, so whether it has a profile is not known`;
    return [{ kind: "notVerified", resource: instance, problem, fix: FIX, causes: [causeAt(instance, path)] }];
  }
  const { template } = inEffect;
  const profile = template.properties["iamInstanceProfile"];
  if (namesProfile(profile)) return [];
  if (profile === UNKNOWN || (isPlainObject(profile) && Object.values(profile).includes(UNKNOWN))) {
    if (comesFrom(template, "iamInstanceProfile", INSTANCE_PROFILE_TYPE, resources)) return [];
    const problem = `the \`iamInstanceProfile\` of ${labelOf(template)} is not known at preview and comes from no instance profile of this stack`;
    const causes = unknownPaths(profile, PROFILE).map((at) => causeAt(template, at));
    return [{ kind: "notVerified", resource: instance, problem, fix: FIX, causes }];
  }
  const problem = `neither it nor ${labelOf(template)} sets \`iamInstanceProfile\`, so it has no role`;
  return [{ kind: "violation", resource: instance, problem, fix: FIX }];
}

function namesProfile(profile: PlainObject[string] | undefined): boolean {
  return isPlainObject(profile) && (isName(profile["arn"]) || isName(profile["name"]));
}

function isName(value: PlainObject[string] | undefined): boolean {
  return isGiven(value) && value !== UNKNOWN;
}

function isGiven(value: PlainObject[string] | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}
