import type { Condition } from "../condition/condition";
import type { PolicySymbol } from "../document/policy-document";
import { compileGlob } from "../pattern/glob";
import { freshLetter } from "../pattern/letters";
import { readTemplate } from "../pattern/read-template";
import { literalText } from "../pattern/template";
import { variableKeys } from "./compile-statement";
import type { ReadGoal } from "./goal";
import type { SymbolValues } from "../document/substitute-symbols";

/** Values of variables and symbols under which a goal is searched. */
export interface Assignment {
  /** By lower-case key; null: the key is absent. Keys that are not in it are opaque. */
  readonly variables: ReadonlyMap<string, string | null>;
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

/**
 * Assignments that together leave out no value: for a variable whose key a condition compares with known texts, each of
 * these texts, and all other values.
 */
export function exhaustiveAssignments(goal: ReadGoal): readonly Assignment[] {
  let assignments: readonly Assignment[] = [{ variables: new Map(), symbols: new Map(), conditions: [] }];
  for (const key of variablesOf(goal)) {
    const texts = textsAskedOf(key, goal);
    if (texts.length === 0 || assignments.length * (texts.length + 1) > MOST_CASES) continue;
    const others = condition("StringNotEquals", key, texts);
    assignments = assignments.flatMap((one) => [
      { ...one, conditions: [...one.conditions, others] },
      ...texts.map((text) => chosen(one, key, text)),
    ]);
  }
  return assignments;
}

/** Assignments with a value for each variable and symbol; the likeliest to show a difference first. */
export function concreteAssignments(goal: ReadGoal): readonly Assignment[] {
  const texts = literalTexts(goal);
  const fresh = freshLetter(new Set(texts.join("")));
  const variables = variablesOf(goal).map((key, index) => ({
    key,
    values: [...freshTexts(fresh, index + 1), "", ...textsAskedOf(key, goal), ...texts, null],
  }));
  const symbols = symbolsOf(goal).map((symbol, index) => ({
    id: symbol.id,
    values: symbolValues(symbol, fresh, index + 1, texts),
  }));
  const lengths = [...variables, ...symbols].map(({ values }) => values.length);
  return choices(lengths)
    .slice(0, MOST_ATTEMPTS)
    .map((picked): Assignment => {
      let one: Assignment = { variables: new Map(), symbols: new Map(), conditions: [] };
      for (const [index, { key, values }] of variables.entries())
        one = chosen(one, key, values[picked[index] ?? 0] ?? null);
      const values = symbols.map(({ id, values: all }, index): [string, string] => {
        return [id, all[picked[variables.length + index] ?? 0] ?? ""];
      });
      return { ...one, symbols: new Map(values) };
    });
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

function chosen(one: Assignment, key: string, text: string | null): Assignment {
  const variables = new Map([...one.variables, [key, text]]);
  const asked = text === null ? condition("Null", key, ["true"]) : condition("StringEquals", key, [text]);
  return { ...one, variables, conditions: [...one.conditions, asked] };
}

function condition(operator: string, key: string, values: readonly string[]): Condition {
  return { operator, key, values, pointer: "" };
}

/** Lower-case keys of the variables of a goal. */
export function variablesOf(goal: ReadGoal): readonly string[] {
  const sources = goal.all.flatMap(({ layers }) => layers.flat());
  return [...new Set(sources.flatMap(({ compiled, document }) => variableKeys(compiled.statement, document)))];
}

function symbolsOf(goal: ReadGoal): readonly PolicySymbol[] {
  const symbols = goal.all.flatMap(({ documents }) => documents).flatMap((document) => document.symbols);
  return [...new Map(symbols.map((symbol) => [symbol.id, symbol])).values()];
}

/** Known texts that a condition asks of a key. */
function textsAskedOf(key: string, goal: ReadGoal): readonly string[] {
  const sources = goal.all.flatMap(({ layers }) => layers.flat());
  const texts = sources.flatMap(({ compiled, document }) =>
    compiled.statement.conditions.flatMap(({ operator, key: name, values }) => {
      if (name.toLowerCase() !== key || !/^(\w+:)?String(Not)?(Equals|Like)(IfExists)?$/.test(operator)) return [];
      const options = { wildcards: operator.includes("Like"), variables: true, symbolCount: document.symbols.length };
      return values.flatMap((value) => literalText(readTemplate(value, options).parts) ?? []);
    }),
  );
  return [...new Set(texts)];
}

/** Plain runs of text in resources and conditions. */
function literalTexts(goal: ReadGoal): readonly string[] {
  const sources = goal.all.flatMap(({ layers }) => layers.flat());
  const texts = sources.flatMap(({ compiled: { statement }, document }) => {
    const written = [
      ...(statement.resources ?? statement.notResources ?? []),
      ...statement.conditions.flatMap(({ values }) => values),
    ];
    const options = { wildcards: true, variables: true, symbolCount: document.symbols.length };
    return written.flatMap((text) =>
      readTemplate(text, options).parts.flatMap((part) => (part.kind === "literal" ? [part.text] : [])),
    );
  });
  const pieces = texts.flatMap((text) => [text, ...text.split(/[:/]/)]);
  return [...new Set(pieces)].filter((text) => text !== "" && !/[*?$]/.test(text)).slice(0, MOST_TEXTS);
}

function freshTexts(fresh: string, index: number): readonly string[] {
  return [`${fresh.repeat(3)}${index}`, fresh, `${fresh}${fresh}`];
}

/** Values that a symbol's pattern admits. */
function symbolValues(
  { pattern }: PolicySymbol,
  fresh: string,
  index: number,
  texts: readonly string[],
): readonly string[] {
  const [long = fresh] = freshTexts(fresh, index);
  const arn = `arn:aws:${fresh}:::${long}`;
  if (pattern === undefined)
    return [long, arn, fresh, `${fresh}${fresh}`, "", ...texts, ...texts.map((text) => text + long)];
  const { parts } = readTemplate(pattern, { wildcards: true, variables: false, symbolCount: 0 });
  const glob = compileGlob(parts);
  const filled = [long, "", fresh, "aws"].map((filler) => {
    return parts
      .map((part) => (part.kind === "literal" ? part.text : part.kind === "anyChar" ? fresh : filler))
      .join("");
  });
  return [...new Set([...filled, ...texts])].filter((text) => glob.matches(text));
}
