import { isPlainObject } from "../../ec2/plain-value";
import type { TemplateFinder } from "../../stack-model/launch-templates";
import { LAUNCH_TEMPLATE_TYPE, templateFinder } from "../../stack-model/launch-templates";
import { takesProfile } from "../../stack-model/profile-places";
import { readStackExport } from "../../stack-model/stack-export";
import type { StackResource } from "../../stack-model/stack-resource";
import { templateUses, usesTemplates } from "../../stack-model/template-uses";
import type { StateResource } from "../stack-state";
import { isSecret } from "../stack-state";
import { declaredIdentity, unknownIdentity } from "./declared-identity";
import { declaredMetadata } from "./declared-metadata";
import type { DeclaredIdentity, GroupExpectation, TemplateExpectation } from "./expectation";
import { notReadOf, secretDeclaration } from "./expectation";

const GROUP_TYPE = "aws:autoscaling/group:Group";

/** With the resource that declares it. */
interface Declared {
  readonly declaredBy: StateResource;
}

/** What a group and a launch template are found by, in AWS: an output. */
const FOUND_BY: Readonly<Record<string, string>> = { [GROUP_TYPE]: "name", [LAUNCH_TEMPLATE_TYPE]: "id" };

/** Says whether a resource starts instances and is neither a group nor a launch template that can be found in AWS. */
export function startsInstances({ type, outputs }: StateResource): boolean {
  const property = FOUND_BY[type];
  return property === undefined ? takesProfile(type) || usesTemplates(type) : typeof outputs?.[property] !== "string";
}

/** Returns what Auto Scaling groups declare of their instances: that of the launch template, in the version of the stack. */
export function declaredGroups(resources: readonly StateResource[]): readonly (GroupExpectation & Declared)[] {
  const model = modelOf(resources);
  const find = templateFinder(model);
  return resources
    .filter(({ type }) => type === GROUP_TYPE)
    .flatMap((group) => {
      const { name } = group.outputs ?? {};
      const modelled = model.find(({ urn }) => urn === group.urn);
      if (typeof name !== "string" || modelled === undefined) return [];
      return [{ ...ofGroup(modelled, find, resources), groupName: name, declaredBy: group }];
    });
}

function ofGroup(group: StackResource, find: TemplateFinder, resources: readonly StateResource[]): DeclaredIdentity {
  const found = templateUses(group.type, group.properties).map(({ reference }) => find(reference, []));
  const unknown = found.find((template) => template.kind === "unknown");
  if (unknown !== undefined) return unknownIdentity(unknown.reason);
  const urns = new Set(found.flatMap((template) => (template.kind === "found" ? [template.template.urn] : [])));
  const template = resources.find(({ urn }) => urns.has(urn));
  if (template === undefined || urns.size !== 1) {
    return unknownIdentity(urns.size === 0 ? "the group names no launch template" : "it has several launch templates");
  }
  const identity = declaredIdentity(profileOf(template), resources);
  const metadata = declaredMetadata(template);
  return { ...identity, ...metadata, ...notReadOf([...(identity.notRead ?? []), ...(metadata.notRead ?? [])]) };
}

/** Returns what launch templates declare, for each version that the stack uses; the default one where it uses none. */
export function declaredTemplates(resources: readonly StateResource[]): readonly (TemplateExpectation & Declared)[] {
  const references = modelOf(resources)
    .flatMap(({ type, properties }) => templateUses(type, properties))
    .flatMap(({ reference }) => (isPlainObject(reference) ? [reference] : []));
  return resources
    .filter(({ type }) => type === LAUNCH_TEMPLATE_TYPE)
    .flatMap((template) => {
      const { id, name } = template.outputs ?? {};
      if (typeof id !== "string") return [];
      const versions = references
        .filter((reference) => reference["id"] === id || (reference["id"] === null && reference["name"] === name))
        .map(({ version }) => (typeof version === "string" || typeof version === "number" ? `${version}` : "$Default"));
      const used = versions.length === 0 ? ["$Default"] : [...new Set(versions)];
      return used.map((version) => ({ ...ofTemplate(template), templateId: id, version, declaredBy: template }));
    });
}

function ofTemplate(template: StateResource): Omit<TemplateExpectation, "templateId" | "version"> {
  const { profile, notRead = [] } = declaredIdentity(profileOf(template), []);
  const metadata = declaredMetadata(template);
  const secret = notRead.length === 0 ? [] : [secretDeclaration("template-names-profile", "the instance profile")];
  return {
    ...metadata,
    ...(profile === undefined ? {} : { profile }),
    ...notReadOf([...(metadata.notRead ?? []), ...secret]),
  };
}

/** The name or ARN of the profile in a template, or a secret. */
function profileOf({ outputs }: StateResource): unknown {
  const reference = outputs?.["iamInstanceProfile"];
  if (isSecret(reference)) return reference;
  const { arn, name } = (reference ?? {}) as Readonly<Record<string, unknown>>;
  return arn === undefined || arn === "" ? name : arn;
}

function modelOf(resources: readonly StateResource[]): readonly StackResource[] {
  const read = readStackExport({ deployment: { resources } });
  return read.kind === "export" ? read.resources : [];
}
