import { UNKNOWN, isPlainObject, type PlainValue } from "../ec2/plain-value";
import { labelOf, type StackResource } from "./stack-resource";

/** Type token of the launch template. */
export const LAUNCH_TEMPLATE_TYPE = "aws:ec2/launchTemplate:LaunchTemplate";

/** The launch template that a reference means, in the version that the program declares. */
export type TemplateInEffect =
  | { readonly kind: "found"; readonly template: StackResource }
  /** Not to be told, with what stands in the way. */
  | { readonly kind: "unknown"; readonly reason: string };

/** Finds the template that references mean, over the resources of one stack. */
export type TemplateFinder = (reference: PlainValue | undefined, dependencies: readonly string[]) => TemplateInEffect;

/**
 * Finds the template that a reference (`{ id | name, version }`) means: by name or id where known, else as the only
 * template among `dependencies`, the resources that the reference's value comes from. A template of another stack, and
 * a version other than the declared one, cannot be told. An unknown version is the declared one where it comes from the
 * template, whose latest version is unknown too. A template without outputs is that of a provider that is not configured
 * yet, and may exist in older versions.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-launch-template-versions.html
 */
export function templateFinder(resources: readonly StackResource[]): TemplateFinder {
  const templates = resources.filter(({ type }) => type === LAUNCH_TEMPLATE_TYPE);
  return (reference, dependencies) => {
    if (!isPlainObject(reference)) return { kind: "unknown", reason: "its launch template is not known" };
    const template = referred(reference["id"], reference["name"], templates, dependencies);
    if (typeof template === "string") return { kind: "unknown", reason: template };
    const version = undeclaredVersion(reference["version"], template, dependencies);
    return version === undefined ? { kind: "found", template } : { kind: "unknown", reason: version };
  };
}

function referred(
  id: PlainValue | undefined,
  name: PlainValue | undefined,
  templates: readonly StackResource[],
  dependencies: readonly string[],
): StackResource | string {
  for (const [key, value] of [
    ["name", name],
    ["id", id],
  ] as const) {
    if (typeof value !== "string" || value === "") continue;
    const found = templates.find(({ properties }) => properties[key] === value);
    return found ?? `the launch template \`${value}\` is not part of this stack`;
  }
  const candidates = templates.filter(({ urn }) => dependencies.includes(urn));
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  if (candidates.length === 0) return "its launch template is not known";
  return `its launch template is one of ${candidates.map(labelOf).join(", ")}`;
}

/** Why the version that the reference asks for may be another than the declared one; undefined where it is the declared one. */
function undeclaredVersion(
  version: PlainValue | undefined,
  template: StackResource,
  dependencies: readonly string[],
): string | undefined {
  const { latestVersion, defaultVersion, updateDefaultVersion } = template.properties;
  const saysNothing = Object.keys(template.properties).length === 0;
  const isNew = !saysNothing && !isKnown(latestVersion) && !isKnown(defaultVersion);
  if (version === "$Latest") return undefined;
  if (version === UNKNOWN) {
    if (dependencies.includes(template.urn) && !isKnown(latestVersion)) return undefined;
    return `the version of ${labelOf(template)} that it uses is not known at preview`;
  }
  if (version !== undefined && version !== null && !isKnown(version))
    return "the version that it asks for cannot be read";
  const asked = version === undefined || version === null || version === "" ? "$Default" : String(version);
  const number = asked === "$Default" ? defaultVersion : asked;
  if (asked === "$Default" && (updateDefaultVersion === true || isNew)) return undefined;
  if (asked === "1" && isNew) return undefined;
  if (isKnown(latestVersion) && isKnown(number) && String(latestVersion) === String(number)) return undefined;
  return `it uses version \`${asked}\` of ${labelOf(template)}, which may be another than the one declared here`;
}

function isKnown(value: PlainValue | undefined): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
