import { isPlainObject, type PlainObject, type PlainValue } from "../ec2/plain-value";
import { valuesAt } from "../ec2/values-at";

/** A place where a resource says from which launch template it starts instances. */
export interface TemplateUse {
  /** `mixedInstancesPolicy.launchTemplate.overrides[0].launchTemplateSpecification` */
  readonly path: string;
  /** The resource's own property that holds it, by which its dependencies are known. */
  readonly property: string;
  /** `{ id, name, version }`, whatever the resource type calls them; unknown where the whole reference is. */
  readonly reference: PlainValue;
}

/**
 * Where the resource types of @pulumi/aws name launch templates; `[]` stands for each entry of a list.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html
 */
const TEMPLATE_PATHS: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/instance:Instance": ["launchTemplate"],
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": ["launchTemplate"],
  "aws:ec2/fleet:Fleet": ["launchTemplateConfigs.[].launchTemplateSpecification"],
  "aws:ec2/spotFleetRequest:SpotFleetRequest": ["launchTemplateConfigs.[].launchTemplateSpecification"],
  "aws:autoscaling/group:Group": [
    "launchTemplate",
    "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification",
    "mixedInstancesPolicy.launchTemplate.overrides.[].launchTemplateSpecification",
  ],
  "aws:eks/nodeGroup:NodeGroup": ["launchTemplate"],
  "aws:batch/computeEnvironment:ComputeEnvironment": ["computeResources.launchTemplate"],
};

/** Whether resources of that type may start instances from a launch template. */
export function usesTemplates(type: string): boolean {
  return type in TEMPLATE_PATHS;
}

/** The launch templates that a resource names; a part of the way that is unknown gives one use with an unknown reference. */
export function templateUses(type: string, properties: PlainObject): readonly TemplateUse[] {
  const uses = (TEMPLATE_PATHS[type] ?? []).flatMap((path) =>
    valuesAt(properties, path).map(({ value, ...place }): TemplateUse => ({
      ...place,
      reference: isPlainObject(value) ? normalised(value) : value,
    })),
  );
  return [...new Map(uses.map((use) => [use.path, use])).values()];
}

function normalised(reference: PlainObject): PlainObject {
  const pick = (...keys: readonly string[]): PlainValue => {
    for (const key of keys) {
      const value = reference[key];
      if (value !== undefined && value !== null && value !== "") return value;
    }
    return null;
  };
  return {
    id: pick("id", "launchTemplateId"),
    name: pick("name", "launchTemplateName"),
    version: pick("version"),
  };
}
