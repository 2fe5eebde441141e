import { valueMatcher } from "../arn/symbol-pattern";
import type { Condition } from "../condition/condition";
import type { PolicyDocument, PolicySymbol } from "../document/policy-document";
import { freshLetter } from "../pattern/letters";
import { readGlob, readTemplate } from "../pattern/read-template";
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
/** Literal texts of the documents that are tried as values. */
const MOST_TEXTS = 16;
/** Assignments with chosen values that are tried. */
const MOST_ATTEMPTS = 96;

const OPEN: Assignment = {
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

/** Assignments with a value for each variable and symbol; the likeliest to show a difference first. */
export function concreteAssignments(goal: ReadGoal): readonly Assignment[] {
  const texts = literalTexts(goal);
  const fresh = freshLetter(new Set(texts.join("")));
  const variables = variablesOf(goal).map((key, index) => ({
    key,
    values: [...variableValues(key, fresh, index + 1), ...textsAskedOf(key, goal), ...texts, null],
  }));
  const symbols = symbolsOf(goal).map((symbol, index) => ({
    id: symbol.id,
    values: symbolValues(symbol, fresh, index + 1, texts),
  }));
  const lengths = [...variables, ...symbols].map(({ values }) => values.length);
  const picked = choices(lengths).map((places): Assignment => {
    let one = OPEN;
    for (const [index, { key, values }] of variables.entries())
      one = chosen(one, key, values[places[index] ?? 0] ?? null);
    const values = symbols.map(({ id, values: all }, index): [string, string] => {
      return [id, all[places[variables.length + index] ?? 0] ?? ""];
    });
    return { ...one, symbols: new Map(values) };
  });
  const [first = OPEN, ...others] = picked;
  const equal = variablePartitions(goal, variablesOf(goal)).flatMap((partitions) =>
    partitions.map((one) => withEqualValues(first, one)),
  );
  return [first, ...equal, ...others].slice(0, MOST_ATTEMPTS);
}

/** With the value of the first variable of a class for all of it; those of other classes have their own. */
function withEqualValues(one: Assignment, equal: EqualVariables): Assignment {
  const variables = new Map(one.variables);
  for (const [key, [first = key]] of equal) variables.set(key, one.variables.get(first) ?? null);
  const conditions = [...variables].map(([key, text]) => valueCondition(key, text));
  return { ...one, variables, conditions };
}

/** All first values; then each place in turn with each of its values; then all places with the same number. */
function choices(lengths: readonly number[]): readonly (readonly number[])[] {
  const first = lengths.map(() => 0);
  const single = lengths.flatMap((length, place) =>
    Array.from({ length: length - 1 }, (_, index) => first.with(place, index + 1)),
  );
  const longest = Math.max(1, ...lengths);
  const together = Array.from({ length: longest - 1 }, (_, index) =>
    lengths.map((length) => Math.min(index + 1, length - 1)),
  );
  return [first, ...single, ...(lengths.length > 1 ? together : [])];
}

/** With the value for the key and for all that equal it. */
function chosen(one: Assignment, key: string, text: string | null): Assignment {
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

function symbolsOf(goal: ReadGoal): readonly PolicySymbol[] {
  const symbols = goal.all.flatMap(({ documents }) => documents).flatMap((document) => document.symbols);
  return [...new Map(symbols.map((symbol) => [symbol.id, symbol])).values()];
}

/** Known texts that a condition asks of a key. */
function textsAskedOf(key: string, goal: ReadGoal): readonly string[] {
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

/** Plain runs of text in resources and conditions. */
function literalTexts(goal: ReadGoal): readonly string[] {
  const sources = goal.all.flatMap(({ layers }) => layers.flat());
  const texts = sources.flatMap(({ statement, document }) => {
    const written = [
      ...(statement.resources ?? statement.notResources ?? []),
      ...statement.conditions.flatMap(({ values }) => values),
    ];
    const options = { wildcards: true, variables: true, symbolCount: document.symbols.length };
    return written.flatMap((text) =>
      readTemplate(text, options).parts.flatMap((part) => (part.kind === "literal" ? [part.text] : [])),
    );
  });
  const pieces = [...fixedTexts(goal), ...texts.flatMap((text) => [text, ...text.split(/[:/]/)])];
  return [...new Set(pieces)].filter((text) => text !== "" && !/[*?$]/.test(text)).slice(0, MOST_TEXTS);
}

/** Whom the sides are about, and the values of keys that they fix. */
function fixedTexts({ all }: ReadGoal): readonly string[] {
  return all.flatMap(({ fixed }) =>
    fixed ? [fixed.principal, ...Object.values(fixed.context).flat().map(String)] : [],
  );
}

/** Accounts are twelve digits; a user has a name, and one that reads well comes first. */
function variableValues(key: string, fresh: string, index: number): readonly string[] {
  if (key === "aws:username") return ["example", ...freshTexts(fresh, index)];
  if (key.endsWith("account")) return ["999999999999", `88888888888${index % 10}`];
  return [...freshTexts(fresh, index), ""];
}

function freshTexts(fresh: string, index: number): readonly string[] {
  return [`${fresh.repeat(3)}${index}`, fresh, `${fresh}${fresh}`];
}

/** Numbers, dates, ranges of addresses and booleans beyond which there is little. */
const EXTREMES = ["999999999999", "-999999999999", "0.0.0.0/0", "::/0", "true", "false", "0", "9"];

/** Values that a symbol's pattern admits. */
function symbolValues(
  { pattern }: PolicySymbol,
  fresh: string,
  index: number,
  texts: readonly string[],
): readonly string[] {
  const [long = fresh] = freshTexts(fresh, index);
  if (pattern === undefined) {
    const formed = [`arn:aws:${fresh}:::${long}`, `arn:${fresh}:${fresh}:::${long}`, `${fresh}:${long}`];
    const plain = [long, fresh, `${fresh}${fresh}`, ""];
    return [...plain, ...formed, ...EXTREMES, ...texts, ...texts.map((text) => text + long)];
  }
  const parts = readGlob(pattern);
  const filled = [long, "", fresh, "aws"].map((filler) => {
    return parts
      .map((part) => (part.kind === "literal" ? part.text : part.kind === "anyChar" ? fresh : filler))
      .join("");
  });
  return [...new Set([...filled, ...texts, ...EXTREMES])].filter(valueMatcher(pattern));
}
