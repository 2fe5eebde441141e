import { mergeTags, withoutDefaultsRecord } from "../check/apply-defaults";
import type { ProviderConfiguration } from "../configuration/provider-configuration";
import {
  isGiven,
  isList,
  isMap,
  reveal,
  Secret,
  UNKNOWN,
  type PropertyMap,
  type PropertyValue,
} from "../property-value/property-value";
import { resourceSchema } from "../schema/resource-schema";
import { planCorrections } from "./plan-corrections";
import type { PlannedResource } from "./planned-resource";

/** A block with what the provider will fill in: from the present state, or unknown. */
function plannedBlock(
  value: PropertyValue,
  computed: readonly string[],
  state: PropertyValue | undefined,
): PropertyValue {
  if (value instanceof Secret) return new Secret(plannedBlock(value.value, computed, reveal(state)));
  const former = reveal(state);
  if (isList(value)) {
    return value.map((item, index) => plannedBlock(item, computed, isList(former) ? former[index] : undefined));
  }
  if (!isMap(value)) return value;
  const absent = computed.filter((member) => !isGiven(value[member]));
  const filled = absent.map((member) => [member, (isMap(former) ? former[member] : undefined) ?? UNKNOWN] as const);
  return { ...value, ...Object.fromEntries(filled) };
}

/**
 * The outputs that the provider announces at preview: the inputs, what stays as it is, and unknown for the rest.
 *
 * May call a value unknown that the real provider knows, where neither the typings nor the corrections say so.
 */
export function plannedOutputs(resource: PlannedResource, configuration: ProviderConfiguration): PropertyMap {
  const given = withoutDefaultsRecord(resource.inputs) as PropertyMap;
  const schema = resourceSchema(resource.typeToken);
  if (schema === undefined) return given;
  const state = resource.former?.outputs ?? {};
  const blocks = Object.entries(schema.nested ?? {})
    .filter(([block]) => isGiven(given[block]))
    .map(([block, computed]) => [block, plannedBlock(given[block] ?? null, computed, state[block])] as const);
  const computed = (schema.computed ?? [])
    .filter((property) => !isGiven(given[property]))
    .map((property) => [property, state[property] ?? UNKNOWN] as const);
  const tagged = (schema.computed ?? []).includes("tagsAll") && !isList(reveal(given["tags"]));
  return {
    ...given,
    id: state["id"] ?? UNKNOWN,
    ...Object.fromEntries(blocks),
    ...Object.fromEntries(computed),
    ...(tagged && { tagsAll: mergeTags(given["tags"], configuration.defaultTags) ?? {} }),
    ...planCorrections(resource, configuration),
  };
}
