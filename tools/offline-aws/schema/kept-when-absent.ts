import { resourceSchema } from "./resource-schema";

/**
 * Says whether a property of a resource, or a member of one of its blocks, stays as it is where the program does not give
 * it: what the provider fills in is no change when it is left out.
 * @see https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors#computed
 */
export function keptWhenAbsent(typeToken: string, path: readonly (string | number)[]): boolean {
  const [property, member, ...deeper] = path.filter((step) => typeof step === "string");
  const schema = resourceSchema(typeToken);
  if (property === undefined || deeper.length > 0 || typeof path.at(-1) === "number") return false;
  return member === undefined
    ? (schema?.computed ?? []).includes(property)
    : (schema?.nested?.[property] ?? []).includes(member);
}
