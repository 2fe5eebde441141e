import { valueMatcher } from "../arn/symbol-pattern";
import type { PolicySymbol } from "../document/policy-document";
import { freshLetter } from "../pattern/letters";
import { readGlob, readTemplate } from "../pattern/read-template";
import { chosen, OPEN, textsAskedOf, variablesOf, type Assignment } from "./assignments";
import type { ReadGoal } from "./goal";

/** Literal texts of the documents that are tried as values. */
const MOST_TEXTS = 16;
/** Assignments with chosen values that are tried. */
const MOST_ATTEMPTS = 96;
/** Open assignments whose values are tried. */
const MOST_GUIDED = 12;

/**
 * Assignments with a value for each variable and symbol; the likeliest to show a difference first. `open`: those under which
 * there may be one, whose values are tried with others for the rest.
 */
export function concreteAssignments(goal: ReadGoal, open: readonly Assignment[]): readonly Assignment[] {
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
  const alike = withValues(
    first,
    variables.map(({ key }) => [key, isAccount(key) ? (first.variables.get(key) ?? null) : fresh.repeat(2)]),
  );
  const guided = open.slice(0, MOST_GUIDED).flatMap((one) => [first, alike].map((base) => guidedBy(one, base)));
  return [first, ...guided, ...others].slice(0, MOST_ATTEMPTS);
}

/** With the values that are chosen in `open`, and one value for the keys that are equal there. */
function guidedBy({ variables, equal }: Assignment, base: Assignment): Assignment {
  const shared = [...equal].map(([key, [first = key]]): Value => [key, base.variables.get(first) ?? null]);
  return withValues(base, [...shared, ...variables]);
}

type Value = readonly [key: string, text: string | null];

function withValues(one: Assignment, values: readonly Value[]): Assignment {
  const variables = [...new Map([...one.variables, ...values])];
  return variables.reduce((all, [key, text]) => chosen(all, key, text), { ...OPEN, symbols: one.symbols });
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

function symbolsOf(goal: ReadGoal): readonly PolicySymbol[] {
  const symbols = goal.all.flatMap(({ documents }) => documents).flatMap((document) => document.symbols);
  return [...new Map(symbols.map((symbol) => [symbol.id, symbol])).values()];
}

/** Plain runs of text in resources and conditions. */
function literalTexts(goal: ReadGoal): readonly string[] {
  const sources = goal.all.flatMap(({ layers }) => layers.flat());
  const texts = sources.flatMap(({ statement, document }) => {
    const written = [
      ...(statement.resources ?? statement.notResources ?? []),
      ...(statement.standsOn ?? []),
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
  if (isAccount(key)) return ["999999999999", `88888888888${index % 10}`];
  return [...freshTexts(fresh, index), ""];
}

function isAccount(lowerCaseKey: string): boolean {
  return lowerCaseKey.endsWith("account");
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
