import type { Condition } from "../condition/condition";
import type { PolicyDocument } from "../document/policy-document";
import { readTemplate } from "../pattern/read-template";
import { literalText } from "../pattern/template";
import { variablePartitions, type EqualVariables } from "./equal-variables";
import { variableKeys } from "./variables";
import type { ReadGoal } from "./goal";
import type { SymbolValues } from "../document/substitute-symbols";

/** Values of variables and symbols under which a goal is searched. */
export interface Assignment {
  /** By lower-case key; null: the key is absent. Keys that are not in it are opaque. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** By lower-case key: a pattern that the opaque value matches. */
  readonly patterns: ReadonlyMap<string, string>;
  /** Variables that conditions compare with each other, by which of them are equal. */
  readonly equal: EqualVariables;
  /** All of them, or none: then they are opaque. */
  readonly symbols: SymbolValues;
  /** Conditions that hold beside, on the keys of variables. */
  readonly conditions: readonly Condition[];
}

/** Assignments of variables up to which each value that a condition asks for is a case of its own. */
const MOST_CASES = 24;

/** Everything opaque. */
export const OPEN: Assignment = {
  variables: new Map(),
  patterns: new Map(),
  equal: new Map(),
  symbols: new Map(),
  conditions: [],
};

/**
 * Assignments that together leave out no value: for variables that conditions compare with each other, each way in which
 * some are equal; for a variable whose key a condition compares with known texts and patterns, each of them, and all other
 * values.
 */
export function exhaustiveAssignments(goal: ReadGoal): readonly Assignment[] {
  const keys = variablesOf(goal);
  let assignments: readonly Assignment[] = [OPEN];
  for (const partitions of variablePartitions(goal, keys)) {
    if (assignments.length * partitions.length > MOST_CASES) continue;
    assignments = assignments.flatMap((one) =>
      partitions.map((equal) => ({ ...one, equal: new Map([...one.equal, ...equal]) })),
    );
  }
  for (const key of keys) {
    const texts = textsAskedOf(key, goal);
    const patterns = patternsAskedOf(key, goal);
    const cases = texts.length + patterns.length;
    if (cases === 0 || assignments.length * (cases + 1) > MOST_CASES) continue;
    const others = [
      ...(texts.length > 0 ? [condition("StringNotEquals", key, texts)] : []),
      ...(patterns.length > 0 ? [condition("StringNotLike", key, patterns)] : []),
    ];
    assignments = assignments.flatMap((one) => {
      if (one.variables.has(key) || one.patterns.has(key)) return [one];
      return [
        { ...one, conditions: [...one.conditions, ...others] },
        ...texts.map((text) => chosen(one, key, text)),
        ...patterns.map((pattern) => matching(one, key, pattern)),
      ];
    });
  }
  return assignments;
}

/** With the value for the key and for all that equal it. */
export function chosen(one: Assignment, key: string, text: string | null): Assignment {
  const keys = one.equal.get(key) ?? [key];
  const variables = new Map([...one.variables, ...keys.map((equal): [string, string | null] => [equal, text])]);
  const asked = keys.map((equal) => valueCondition(equal, text));
  return { ...one, variables, conditions: [...one.conditions, ...asked] };
}

function matching(one: Assignment, key: string, pattern: string): Assignment {
  const keys = one.equal.get(key) ?? [key];
  const patterns = new Map([...one.patterns, ...keys.map((equal): [string, string] => [equal, pattern])]);
  return { ...one, patterns, conditions: [...one.conditions, condition("StringLike", key, [pattern])] };
}

function valueCondition(key: string, text: string | null): Condition {
  return text === null ? condition("Null", key, ["true"]) : condition("StringEquals", key, [text]);
}

function condition(operator: string, key: string, values: readonly string[]): Condition {
  return { operator, key, values, pointer: "" };
}

/** Lower-case keys of the variables of a goal. */
export function variablesOf(goal: ReadGoal): readonly string[] {
  const sources = goal.all.flatMap(({ layers }) => layers.flat());
  return [...new Set(sources.flatMap(({ statement, document }) => variableKeys(statement, document)))];
}

/** Known texts that a condition asks of a key. */
export function textsAskedOf(key: string, goal: ReadGoal): readonly string[] {
  const texts = valuesAskedOf(key, goal).flatMap(({ value, wildcards, document }) => {
    const options = { wildcards, variables: true, symbolCount: document.symbols.length };
    return literalText(readTemplate(value, options).parts) ?? [];
  });
  return [...new Set(texts)];
}

/** Patterns that a condition asks of a key, of plain text and wildcards; not those that every value matches. */
function patternsAskedOf(key: string, goal: ReadGoal): readonly string[] {
  const values = valuesAskedOf(key, goal).filter(({ wildcards }) => wildcards);
  const isPattern = (value: string): boolean => /[*?]/.test(value) && /[^*]/.test(value) && !value.includes("${");
  return [...new Set(values.map(({ value }) => value).filter(isPattern))];
}

interface AskedValue {
  readonly value: string;
  readonly wildcards: boolean;
  readonly document: PolicyDocument;
}

function valuesAskedOf(key: string, goal: ReadGoal): readonly AskedValue[] {
  const sources = goal.all.flatMap(({ layers }) => layers.flat());
  return sources.flatMap(({ statement, document }) =>
    statement.conditions.flatMap(({ operator, key: name, values }) => {
      if (name.toLowerCase() !== key || !/^(\w+:)?String(Not)?(Equals|Like)(IfExists)?$/.test(operator)) return [];
      return values.map((value) => ({ value, wildcards: operator.includes("Like"), document }));
    }),
  );
}
