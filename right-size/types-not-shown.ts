import type { ActionCatalogue, ActionDefinition } from "../iam";
import { arnFormatMatcher } from "./arn-format";
import type { EventPermission, EventSource } from "./event-table";
import { placeOf, type Observation } from "./observation";
import type { Variables } from "./parameter-values";

interface Given {
  readonly observation: Observation;
  readonly source: EventSource | undefined;
  readonly variables: Variables;
  readonly catalogue: ActionCatalogue;
}

/** All resources of a type, of which an event shows none. */
export interface TypeNotShown {
  readonly kind: "ofType";
  readonly pattern: string;
  /** Whether each call needs a resource of this type: of an optional type, or one of several that stand for each other, it may not. */
  readonly isRequired: boolean;
}

/**
 * The resource types on which AWS may authorise a call and of which its event shows no resource: those of the action, or those
 * that the table names in full with `types`. Where an action has optional types alone, one is enough outside EC2: AWS lets a
 * call name one of them. May hold types that the call did not need.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function typesNotShown(
  permissions: readonly EventPermission[],
  definition: ActionDefinition,
  shown: readonly string[],
  { observation, source, variables, catalogue }: Given,
): readonly TypeNotShown[] {
  if (permissions.some(({ only }) => only === true)) return [];
  const named = permissions.flatMap(({ types = [] }) => types);
  const types = definition.resourceTypes.filter(({ name }) => named.length === 0 || named.includes(name));
  const isOneEnough = definition.service !== "ec2" && types.every(({ required }) => !required);
  const formats = new Map(catalogue.resourceTypes(definition.service).map(({ name, arnFormat }) => [name, arnFormat]));
  const isShown = (type: string): boolean => shown.some(arnFormatMatcher(formats.get(type) ?? ""));
  const alternatives = (type: string) => (source?.alternatives ?? []).filter((group) => group.includes(type));
  const stands = (type: string): boolean => isShown(type) || alternatives(type).some((group) => group.some(isShown));
  if (isOneEnough && types.some(({ name }) => isShown(name))) return [];
  const place = new Map(
    [...placeOf(observation)].map(([name, own]) => {
      // A parameter may name another account or Region: that of a catalogue, or of a function's ARN.
      const [named = own, ...others] = new Set(variables.get(name));
      return [name, others.length === 0 ? named : "*"];
    }),
  );
  return types
    .filter(({ name }) => !stands(name))
    .flatMap(({ name, required }) => {
      const all = (formats.get(name) ?? "").split(", ").filter((format) => format !== "");
      const isRequired = required && all.length === 1 && alternatives(name).length === 0;
      return all.map((format): TypeNotShown => ({
        kind: "ofType",
        pattern: format.replace(/\$\{(\w+)\}/g, (_, variable: string) => place.get(variable) ?? "*"),
        isRequired,
      }));
    });
}
