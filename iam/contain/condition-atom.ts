import { parseBinary } from "../condition/binary";
import { parseBool } from "../condition/bool";
import type { Condition } from "../condition/condition";
import { OPERATORS, readOperator, type OperatorTraits } from "../condition/operator";
import type { PolicySymbol } from "../document/policy-document";
import { ANY_TEXT, literalTokens } from "../pattern/pattern-token";
import { type PatternUnion, SequencePattern } from "../pattern/sequence-pattern";
import { isOpaque } from "../pattern/letters";
import { readTemplate } from "../pattern/read-template";
import { hasSymbol } from "../pattern/symbol-placeholder";
import type { Reason } from "../reason";
import { unite } from "./interval";
import { isLineFamily, Line, type LineFamily } from "./line";
import type { SetCache } from "./set-cache";
import { arnSet, ignoringCase, partsKey, tokensOf, wholeText, type ResolvePart } from "./text-sets";
import { lineSet, textSet, type KeyAtom, type LineSet, type TextSet, type ValueSet } from "./value-set";

/** What a condition asks of its key, without the key. */
export type KeyTest = Omit<KeyAtom, "id" | "kind" | "dimension">;

/** How the values of a condition are read. */
export interface ConditionReading {
  readonly variables: boolean;
  readonly symbols: readonly PolicySymbol[];
  readonly resolve: ResolvePart;
  /** Of the condition's key. */
  readonly decimals: number;
  readonly sets: SetCache;
}

const ANYTHING: PatternUnion = [new SequencePattern([ANY_TEXT])];
const EVERYTHING: TextSet = textSet(ANYTHING);
const NOTHING: TextSet = textSet([]);

/** Reads a condition as `compileCondition` evaluates it. */
export function conditionTest(condition: Condition, reading: ConditionReading): KeyTest {
  const operator = readOperator(condition.operator);
  if (operator === undefined) return unknownOperator(condition, reading);
  if (operator.base === "Null") return nullTest(condition);
  const traits = OPERATORS[operator.base];
  const { setOperator, ifExists } = operator;
  const everyWithoutSet = setOperator === undefined && traits.negated;
  return {
    whenAbsent: ifExists || setOperator === "ForAllValues" || everyWithoutSet,
    quantifier: setOperator === "ForAllValues" || everyWithoutSet ? "every" : "some",
    negated: traits.negated,
    ...valueSet(condition, traits, reading),
  };
}

/** What it asks is the same wherever it stands with the same key and values. */
function unknownOperator({ operator, key, values, pointer }: Condition, reading: ConditionReading): KeyTest {
  const texts = values.map((value) => unknownKey(value, reading));
  const part = { key: JSON.stringify([operator, key.toLowerCase(), ...texts]), surely: [], maybe: ANYTHING };
  const message = `the condition operator \`${operator}\` is not known`;
  const reason = { code: "unknown-operator", message, pointer };
  return { whenAbsent: true, quantifier: "some", negated: false, set: textSet([], [part]), reason };
}

function nullTest({ values }: Condition): KeyTest {
  const absent = values.flatMap((value) => parseBool(value) ?? []);
  const set = absent.includes(false) ? EVERYTHING : NOTHING;
  return { whenAbsent: absent.includes(true), quantifier: "every", negated: false, set };
}

function valueSet(
  condition: Condition,
  traits: OperatorTraits,
  reading: ConditionReading,
): { readonly set: ValueSet; readonly reason?: Reason | undefined } {
  if (isLineFamily(traits.family)) return lineValues(condition, traits.family, traits.comparison, reading);
  let reason: Reason | undefined;
  const sets = condition.values.map((value) => {
    const one = textValue(value, traits, reading, condition.pointer);
    reason ??= one.reason;
    return one.set;
  });
  const certain = sets.flatMap((set) => set.certain);
  return {
    set: textSet(
      certain,
      sets.flatMap((set) => set.unsure),
    ),
    reason,
  };
}

function textValue(
  value: string,
  traits: OperatorTraits,
  reading: ConditionReading,
  pointer: string,
): { readonly set: TextSet; readonly reason?: Reason } {
  const { variables, symbols, resolve, sets } = reading;
  if (traits.family === "bool" || traits.family === "binary") {
    if (hasSymbol(value)) {
      if (!mayBeOf(traits.family, value, reading)) return { set: NOTHING };
      const part = { key: `${traits.family} ${unknownKey(value, reading)}`, surely: [], maybe: ANYTHING };
      return { set: textSet([], [part]), reason: symbolInTypedValue(value, pointer) };
    }
    return { set: textSet(traits.family === "bool" ? boolTexts(value) : binaryTexts(value)) };
  }
  const options = { wildcards: traits.comparison === "like", variables, symbolCount: symbols.length };
  if (traits.family === "string") {
    const { comparison } = traits;
    const read = comparison === "equalsIgnoreCase" ? ignoringCase : wholeText;
    return { set: sets.of(comparison, value, () => read(readTemplate(value, options).parts, resolve)) };
  }
  const { isShort, ...set } = arnSet(readTemplate(value, options).parts, resolve);
  if (!isShort) return { set };
  const message = "an ARN with fewer than six parts in a condition: AWS does not say what it matches";
  return { set, reason: { code: "short-arn", message, pointer } };
}

function symbolInTypedValue(value: string, pointer: string): Reason {
  return {
    code: "symbol",
    message: `\`${value}\` is a number, date, address, boolean or bytes not known yet`,
    pointer,
  };
}

function boolTexts(value: string): PatternUnion {
  const bool = parseBool(value);
  if (bool === undefined) return [];
  const tokens = literalTokens(String(bool)).map((token) => ({
    ...token,
    letters: token.letters + token.letters.toUpperCase(),
  }));
  return [new SequencePattern(tokens)];
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** All base64 texts of the same bytes: the bits beyond the last byte are free. */
function binaryTexts(value: string): PatternUnion {
  const bytes = parseBinary(value);
  if (bytes === undefined) return [];
  const text = Buffer.from(bytes, "latin1").toString("base64");
  const end = text.indexOf("=");
  if (end < 0) return [new SequencePattern([text])];
  const texts = BASE64.split("").map((letter) => text.slice(0, end - 1) + letter + text.slice(end));
  return texts.filter((one) => parseBinary(one) === bytes).map((one) => new SequencePattern([one]));
}

function lineValues(
  { values, pointer }: Condition,
  family: LineFamily,
  comparison: OperatorTraits["comparison"],
  reading: ConditionReading,
): { readonly set: LineSet; readonly reason?: Reason } {
  const line = new Line(family, reading.decimals);
  const certain = unite(values.flatMap((value) => line.read(value, comparison) ?? []));
  const unknown = values.filter((value) => hasSymbol(value) && mayBeOf(family, value, reading));
  const [first] = unknown;
  if (first === undefined) return { set: lineSet(family, certain) };
  const unsure = unknown.map((value) => {
    const key = (one: string): string => `${family} ${one} ${unknownKey(value, reading)}`;
    return { key: key(comparison), includes: NARROWER[comparison].map(key), surely: [], maybe: line.universe };
  });
  return { set: lineSet(family, certain, unsure), reason: symbolInTypedValue(first, pointer) };
}

/** Comparisons with a value that hold only where this one holds. */
const NARROWER: Readonly<Record<OperatorTraits["comparison"], readonly string[]>> = {
  equals: [],
  equalsIgnoreCase: [],
  like: [],
  less: [],
  lessOrEqual: ["less", "equals"],
  greater: [],
  greaterOrEqual: ["greater", "equals"],
};

/** The letters of values that are not text. */
const ALPHABETS: Readonly<Record<LineFamily | "bool" | "binary", RegExp>> = {
  numeric: /^[0-9.+-]$/,
  date: /^[0-9TZ:.+-]$/i,
  ipAddress: /^[0-9A-F:./]$/i,
  bool: /^[TRUEFALS]$/i,
  binary: /^[A-Z0-9+/=]$/i,
};

/** Whether a value with symbols may be of the family: what is known of it has none but the letters of such values. */
function mayBeOf(family: keyof typeof ALPHABETS, value: string, { symbols, resolve }: ConditionReading): boolean {
  const options = { wildcards: false, variables: false, symbolCount: symbols.length };
  const tokens = tokensOf(readTemplate(value, options).parts, resolve) ?? [];
  return tokens.every(({ letters }) => isOpaque(letters) || ALPHABETS[family].test(letters));
}

/** The same for the same value, wherever it stands: its symbols count by what they are. */
function unknownKey(value: string, { symbols, resolve, variables }: ConditionReading): string {
  const options = { wildcards: true, variables, symbolCount: symbols.length };
  return partsKey(readTemplate(value, options).parts, resolve);
}
