import type { ProviderConfiguration } from "../configuration/provider-configuration";
import {
  isGiven,
  isList,
  isMap,
  mapValues,
  reveal,
  type PropertyMap,
  type PropertyValue,
} from "../property-value/property-value";
import type { ResourceSchemaData } from "../schema/resource-schema-file";
import { resourceSchema } from "../schema/resource-schema";
import { schemaDefaults } from "../schema/schema-defaults";
import { blockWithDefaults, mergeTags, recordedDefaults, withDefaults } from "./apply-defaults";
import { autoName, AutoNameError, type Autonaming } from "./auto-name";
import { autoNameRule } from "./auto-name-rules";
import type { InputFailure } from "./input-failure";
import { nameProblems } from "./name-limits";
import { documentText, documentTextProblem } from "./policy-document";

/** What the engine asks to be checked. */
export interface CheckedResource {
  readonly typeToken: string;
  readonly logicalName: string;
  readonly news: PropertyMap;
  /** The checked inputs of the last update; empty for a new resource. */
  readonly olds: PropertyMap;
  readonly seed: Uint8Array;
  readonly autonaming?: Autonaming;
}

/** The inputs that everything after the check works with, and what is wrong with them. */
export interface CheckedInputs {
  readonly inputs: PropertyMap;
  readonly failures: readonly InputFailure[];
}

/** The name from last time if the provider made it, else a new one, unless one is given or AWS makes it. */
function nameDefault(resource: CheckedResource, schema: ResourceSchemaData): PropertyMap {
  const rule = autoNameRule(resource.typeToken, schema);
  if (rule === undefined || isGiven(resource.news[rule.property])) return {};
  if (rule.unless.some((property) => isGiven(resource.news[property]))) return {};
  const former = resource.olds[rule.property];
  if (isGiven(former) && recordedDefaults(resource.olds).includes(rule.property)) return { [rule.property]: former };
  return { [rule.property]: autoName(rule, { ...resource, inputs: resource.news }) };
}

function missing(inputs: PropertyMap, required: readonly string[]): InputFailure[] {
  return required
    .filter((property) => !isGiven(inputs[property]))
    .map((property) => ({
      property,
      reason: `Missing required argument. The argument "${property}" is required, but no definition was found.`,
    }));
}

/** Only IAM's own resources are known to refuse text that is not JSON at this point. */
function badDocuments(inputs: PropertyMap, typeToken: string, documents: readonly string[]): InputFailure[] {
  if (!typeToken.startsWith("aws:iam/")) return [];
  return documents.flatMap((property) => {
    const text = reveal(inputs[property]);
    const reason = typeof text === "string" ? documentTextProblem(property, text) : undefined;
    return reason === undefined ? [] : [{ property, reason }];
  });
}

/** The property as the check leaves it: a document as text, a block with the defaults of its members. */
function normalised(value: PropertyValue, property: string, schema: ResourceSchemaData, defaults: PropertyMap) {
  if ((schema.documents ?? []).includes(property)) return documentText(value);
  if (!(schema.blocks ?? []).includes(property)) return value;
  const blockDefaults = defaults[property];
  return blockWithDefaults(value, isMap(blockDefaults) ? blockDefaults : {});
}

function tagInputs(news: PropertyMap, schema: ResourceSchemaData, configuration: ProviderConfiguration): PropertyMap {
  if (!(schema.computed ?? []).includes("tagsAll") || isList(reveal(news["tags"]))) return {};
  const merged = mergeTags(news["tags"], configuration.defaultTags);
  return merged === undefined ? {} : { tagsAll: merged };
}

/**
 * The inputs of a resource as the provider's check leaves them: documents as text, names made up, defaults filled in,
 * default tags in `tagsAll`. Types that @pulumi/aws does not have pass through unchanged.
 */
export function checkInputs(resource: CheckedResource, configuration: ProviderConfiguration): CheckedInputs {
  const schema = resourceSchema(resource.typeToken);
  if (schema === undefined) return { inputs: resource.news, failures: [] };
  const defaults = schemaDefaults(resource.typeToken);
  const given = mapValues(resource.news, (value, property) => normalised(value, property, schema, defaults));
  const failures: InputFailure[] = [];
  let name: PropertyMap = {};
  try {
    name = nameDefault(resource, schema);
  } catch (error) {
    if (!(error instanceof AutoNameError)) throw error;
    failures.push({ property: autoNameRule(resource.typeToken, schema)?.property ?? "name", reason: error.message });
  }
  const plainDefaults = Object.entries(defaults).filter(([, value]) => !isMap(value));
  const filled = withDefaults(given, { ...Object.fromEntries(plainDefaults), ...name });
  const inputs = { ...filled, ...tagInputs(resource.news, schema, configuration) };
  failures.push(
    ...missing(inputs, schema.required ?? []),
    ...badDocuments(inputs, resource.typeToken, schema.documents ?? []),
    ...nameProblems(resource.typeToken, inputs),
  );
  return { inputs, failures };
}
