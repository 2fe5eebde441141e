import type { Condition } from "../condition/condition";
import { parseDate } from "../condition/date";
import { OPERATORS, readOperator } from "../condition/operator";
import type { ContextValue } from "../evaluate/authorization-request";

/** A condition key's value in a request that is looked for; undefined: the key is not in the request. */
export type Candidate = ContextValue | undefined;

/** Text that no policy names. */
export const FRESH_TEXT = "zq-not-named-anywhere";
const FRESH_ARN = "arn:aws:zq-unnamed:zq-unnamed-1:000000000001:zq-unnamed/zq";
const FRESH_ADDRESSES = ["192.0.2.77", "2001:db8:7a:7a::7a"];
const VARIABLE = /\$\{([^},]+)[^}]*\}/g;

/**
 * Values of a key that tell the conditions on it apart: for each value of a condition one that matches it and, for
 * ordered values, its neighbours; text that no condition names; absence. Finds every combination that single values
 * decide; may miss values that satisfy several overlapping patterns at once.
 */
export function candidatesOf(conditions: readonly Condition[]): readonly Candidate[] {
  const single = new Set<string>();
  for (const condition of conditions) {
    for (const value of condition.values) for (const candidate of valuesAround(condition, value)) single.add(candidate);
  }
  single.add(FRESH_TEXT);
  if (!conditions.some(({ operator }) => operator.startsWith("For"))) return [...single, undefined];
  return [...[...single].map((value) => [value]), [...single], undefined];
}

function valuesAround(condition: Condition, value: string): readonly string[] {
  const base = readOperator(condition.operator)?.base;
  const family = base === undefined ? "string" : OPERATORS[base].family;
  switch (family) {
    case "numeric":
      return [value, String(Number(value) - 1), String(Number(value) + 1)];
    case "date":
      return [value, ...neighboursOfDate(value)];
    case "bool":
      return ["true", "false"];
    case "ipAddress":
      return [value.split("/")[0] ?? value, ...FRESH_ADDRESSES];
    case "arn":
      return [...instancesOf(value), FRESH_ARN];
    case "null":
      return [FRESH_TEXT, FRESH_ARN, "true", "1", ...FRESH_ADDRESSES];
    case "binary":
      return [value];
    case "string":
      return [...instancesOf(value), value];
  }
}

function neighboursOfDate(value: string): readonly string[] {
  const nanoseconds = parseDate(value);
  if (nanoseconds === undefined) return [];
  const seconds = Number(nanoseconds / 1_000_000_000n);
  return [seconds - 1, seconds + 1].map((time) => new Date(time * 1000).toISOString());
}

/** Texts that a pattern matches: its wildcards left out and filled, a variable filled with the fresh text. */
export function instancesOf(pattern: string): readonly string[] {
  const literal = pattern.replace(VARIABLE, (whole, key: string) =>
    isEscape(key) ? key : isSymbol(key) ? whole : FRESH_TEXT,
  );
  const fill = (text: string): string => literal.replaceAll("*", text).replaceAll("?", "z");
  return literal.includes("*") ? [fill("z"), fill("")] : [fill("")];
}

/** The keys of the policy variables in a text, in lower case. */
export function variableKeys(text: string): readonly string[] {
  return [...text.matchAll(VARIABLE)].flatMap(([, key = ""]) =>
    isEscape(key) || isSymbol(key) ? [] : [key.trim().toLowerCase()],
  );
}

function isEscape(key: string): boolean {
  return key === "*" || key === "?" || key === "$";
}

function isSymbol(key: string): boolean {
  return key.startsWith("ec2-identity:symbol:");
}
