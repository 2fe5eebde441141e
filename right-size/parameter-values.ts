import { EVENT_SOURCES, type EventSource, type ParameterRule } from "./event-table";
import type { Observation } from "./observation";

/** The fields of an event that parameters are read from. */
export const PARAMETER_FIELDS = ["requestParameters", "responseElements", "additionalEventData"] as const;
export type ParameterField = (typeof PARAMETER_FIELDS)[number];

/** Where a value is in an event, as far as SQL reads it: what lies behind a `[]` is read later. */
export interface ParameterPath {
  readonly field: ParameterField;
  readonly keys: readonly string[];
}

/** The variables of an event, with every value that they have in it. */
export type Variables = ReadonlyMap<string, readonly string[]>;

const FIELDS: Readonly<Record<string, ParameterField>> = {
  response: "responseElements",
  additional: "additionalEventData",
};

/** A rule with the place of its value in an observation. */
interface PlacedRule {
  readonly name: string;
  readonly rule: ParameterRule;
  readonly field: number;
  readonly index: number;
  readonly pattern: RegExp | undefined;
}

interface SourceParameters {
  readonly paths: readonly ParameterPath[];
  readonly rules: readonly PlacedRule[];
}

const PARAMETERS = new Map(Object.entries(EVENT_SOURCES).map(([name, source]) => [name, placed(source)]));

/** What the aggregation reads of the events of a source, each path once and in a fixed order. */
export function parameterPaths(eventSource: string): readonly ParameterPath[] {
  return PARAMETERS.get(eventSource)?.paths ?? [];
}

/** The parameters but the one that is aggregated apart. */
function placed(source: EventSource): SourceParameters {
  const rules = Object.entries(source.parameters).filter(([name]) => name !== source.object);
  const paths = [...new Map(rules.map(([, rule]) => [textOf(pathOf(rule)), pathOf(rule)])).values()];
  return {
    paths,
    rules: rules.map(([name, rule]) => {
      const path = pathOf(rule);
      const ofField = paths.filter(({ field }) => field === path.field).map(textOf);
      const pattern = rule.match === undefined ? undefined : new RegExp(rule.match);
      return { name, rule, field: PARAMETER_FIELDS.indexOf(path.field), index: ofField.indexOf(textOf(path)), pattern };
    }),
  };
}

function pathOf({ path }: ParameterRule): ParameterPath {
  const [, prefix = "", rest = path] = /^(response|additional):(.*)$/.exec(path) ?? [];
  const head = rest.split("[]")[0] ?? "";
  return { field: FIELDS[prefix] ?? "requestParameters", keys: head.split(".").filter((key) => key !== "") };
}

function textOf({ field, keys }: ParameterPath): string {
  return [field, ...keys].join("\n");
}

/** The variables that the parameters of an event give, and `errorCode`. */
export function variablesOf({ eventSource, parameters, object, errorCode }: Observation): Variables {
  const variables = new Map<string, readonly string[]>(errorCode === undefined ? [] : [["errorCode", [errorCode]]]);
  for (const { name, rule, field, index, pattern } of PARAMETERS.get(eventSource)?.rules ?? []) {
    const value = parameters[field]?.[index];
    if (value !== undefined && value !== null) assign(variables, name, rule, pattern, membersOf(value, rule));
  }
  const apart = EVENT_SOURCES[eventSource]?.object;
  if (apart !== undefined && object !== undefined) variables.set(apart, [object]);
  return variables;
}

/** The texts that a path with `[]` names inside a value. */
function membersOf(value: unknown, { path }: ParameterRule): readonly string[] {
  const steps = path.split("[]").slice(1);
  let values: unknown[] = [value];
  for (const step of steps) {
    values = values.flatMap((one) => (Array.isArray(one) ? (one as unknown[]) : []));
    const keys = step.split(".").filter((key) => key !== "");
    values = values.map((one) => keys.reduce<unknown>(memberOf, one));
  }
  const texts = values.flatMap((one) =>
    typeof one === "string" || typeof one === "number" || typeof one === "boolean" ? [String(one)] : [],
  );
  const hasContent = steps.length === 0 && typeof value === "object" && value !== null;
  return hasContent ? [JSON.stringify(value)] : texts;
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function assign(
  variables: Map<string, readonly string[]>,
  name: string,
  { decode }: ParameterRule,
  pattern: RegExp | undefined,
  values: readonly string[],
): void {
  const texts = decode === true ? values.map(decoded) : values;
  if (texts.length > 0) variables.set(name, texts);
  if (pattern === undefined) return;
  for (const text of texts) {
    for (const [group, part] of foundGroups(pattern, text)) {
      variables.set(group, [...(variables.get(group) ?? []), part]);
    }
  }
}

/** The named groups of a pattern that take part in the match. */
function foundGroups(pattern: RegExp, text: string): readonly (readonly [string, string])[] {
  const groups: Readonly<Record<string, string | undefined>> = pattern.exec(text)?.groups ?? {};
  return Object.entries(groups).flatMap(([group, part]) => (part === undefined ? [] : [[group, part] as const]));
}

/** A text that is no URL encoding stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
