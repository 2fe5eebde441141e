import { DEFAULTS_KEY } from "../check/apply-defaults";
import { samePropertyValue } from "../property-value/same-property-value";
import type { ProviderConfiguration } from "../configuration/provider-configuration";
import { isGiven, UNKNOWN, type PropertyMap } from "../property-value/property-value";
import { resourceSchema } from "../schema/resource-schema";
import type { PlannedResource } from "./planned-resource";

/** Inputs of a launch template that are not part of its versions. */
const OUTSIDE_VERSIONS: ReadonlySet<string> = new Set([
  "name",
  "namePrefix",
  "region",
  "tags",
  "tagsAll",
  "defaultVersion",
]);

/** A change to what a version holds makes a new version, whose number is not known before. */
function launchTemplateVersions({ inputs, former }: PlannedResource): PropertyMap {
  if (former === undefined) return {};
  const names = [...new Set([...Object.keys(inputs), ...Object.keys(former.inputs)])];
  const changed = names.some(
    (name) =>
      name !== DEFAULTS_KEY &&
      !OUTSIDE_VERSIONS.has(name) &&
      !samePropertyValue(inputs[name] ?? null, former.inputs[name] ?? null),
  );
  if (!changed) return {};
  return { latestVersion: UNKNOWN, ...(inputs["updateDefaultVersion"] === true && { defaultVersion: UNKNOWN }) };
}

/**
 * What the typings cannot say about planned outputs, by type.
 *
 * @see https://hashicorp.github.io/terraform-provider-aws/enhanced-region-support (region is known in the plan)
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/ec2_launch_template.go
 */
export function planCorrections(resource: PlannedResource, configuration: ProviderConfiguration): PropertyMap {
  const regional = resourceSchema(resource.typeToken)?.inputs.includes("region") === true;
  const region = regional && !isGiven(resource.inputs["region"]) ? { region: configuration.region } : {};
  const versions =
    resource.typeToken === "aws:ec2/launchTemplate:LaunchTemplate" ? launchTemplateVersions(resource) : {};
  return { ...region, ...versions };
}
