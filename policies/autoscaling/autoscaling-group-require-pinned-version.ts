import { UNKNOWN, isPlainObject, type PlainValue } from "../../ec2/plain-value";
import { LAUNCH_TEMPLATE_TYPE } from "../../stack-model/launch-templates";
import type { StackResource } from "../../stack-model/stack-resource";
import { templateUses, type TemplateUse } from "../../stack-model/template-uses";
import { causeAt, type Finding } from "../findings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

const GROUP_TYPE = "aws:autoscaling/group:Group";
const FIX = "version: template.latestVersion (a number, which changes only when this program changes the template)";

export const autoscalingGroupRequirePinnedVersion: ResourcePolicyDeclaration = {
  kind: "resource",
  name: "autoscaling-group-require-pinned-version",
  displayName: "Auto Scaling groups pin the template's version",
  description: "Auto Scaling groups use a numbered version of their launch templates.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["autoscaling", "pass-role"],
  yieldsTo: ["autoscaling-group-require-imdsv2"],
  remediationSteps:
    "Give the group the number of a version instead of `$Latest` or `$Default`: with those, whoever may write template " +
    "versions can give the instances any profile without iam:PassRole.",
  resourceType: GROUP_TYPE,
  properties: ["launchTemplate", "mixedInstancesPolicy"],
  judgeResource: (resource) => {
    const open = templateUses(GROUP_TYPE, resource.properties).flatMap((use) => {
      const version = versionOf(use);
      if (version === UNKNOWN || /^\d+$/.test(version)) return [];
      return [`\`${use.path}.version\` is ${version === "" ? "not set, which is `$Default`" : `\`${version}\``}`];
    });
    return open.length === 0 ? [] : [{ kind: "violation", resource, problem: open.join("; "), fix: FIX }];
  },
  judgeStack: {
    reads: (type) => type === GROUP_TYPE,
    onlyFor: GROUP_TYPE,
    judge: (resources) =>
      resources.flatMap((resource) => (resource.type === GROUP_TYPE ? unknownVersions(resource, resources) : [])),
  },
};

/** A version that is unknown and comes from a launch template is a number; another one may be anything. */
function unknownVersions(group: StackResource, resources: readonly StackResource[]): readonly Finding[] {
  const templates = new Set(resources.filter(({ type }) => type === LAUNCH_TEMPLATE_TYPE).map(({ urn }) => urn));
  const uses = templateUses(GROUP_TYPE, group.inputs ?? {})
    .filter((use) => versionOf(use) === UNKNOWN)
    .filter(({ property }) => !(group.propertyDependencies[property] ?? []).some((urn) => templates.has(urn)));
  if (uses.length === 0) return [];
  const paths = uses.map(({ path }) => `\`${path}.version\``).join(", ");
  const problem = `${paths} is not known at preview and comes from no launch template of this stack`;
  const causes = uses.map(({ path }) => causeAt(group, path));
  return [{ kind: "notVerified", resource: group, problem, fix: FIX, causes }];
}

/** The version as text; empty where it is not set. */
function versionOf({ reference }: TemplateUse): string | typeof UNKNOWN {
  if (reference === UNKNOWN) return UNKNOWN;
  const version: PlainValue | undefined = isPlainObject(reference) ? reference["version"] : undefined;
  if (version === UNKNOWN) return UNKNOWN;
  return typeof version === "string" || typeof version === "number" ? String(version) : "";
}
