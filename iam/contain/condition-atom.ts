import { parseBinary } from "../condition/binary";
import { parseBool } from "../condition/bool";
import type { Condition } from "../condition/condition";
import { OPERATORS, readOperator, type OperatorTraits } from "../condition/operator";
import type { PolicySymbol } from "../document/policy-document";
import { ANY_TEXT, SequencePattern, type PatternUnion } from "../pattern/sequence-pattern";
import { readTemplate } from "../pattern/read-template";
import { literalText } from "../pattern/template";
import type { Reason } from "../reason";
import { literalTokens } from "./bindings";
import { unite } from "./interval";
import { isLineFamily, Line } from "./line";
import { arnSet, ignoringCase, textSet, wholeText, type ResolvePart } from "./text-sets";
import type { KeyAtom, LineSet, TextSet, ValueSet } from "./value-set";

/** What a condition asks of its key, without the key. */
export type KeyTest = Omit<KeyAtom, "id" | "kind" | "dimension">;

/** How the values of a condition are read. */
export interface ConditionReading {
  readonly variables: boolean;
  readonly symbols: readonly PolicySymbol[];
  readonly resolve: ResolvePart;
  /** Of the condition's key. */
  readonly decimals: number;
}

const ANYTHING: PatternUnion = [new SequencePattern([ANY_TEXT])];
const EVERYTHING: TextSet = textSet(ANYTHING);
const NOTHING: TextSet = textSet([]);
const UNCERTAIN: TextSet = { kind: "text", surely: [], maybe: ANYTHING };

/** Reads a condition as `compileCondition` evaluates it. */
export function conditionTest(condition: Condition, reading: ConditionReading): KeyTest {
  const operator = readOperator(condition.operator);
  if (operator === undefined) return unknownOperator(condition);
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

function unknownOperator({ operator, pointer }: Condition): KeyTest {
  const message = `the condition operator \`${operator}\` is not known`;
  const reason = { code: "unknown-operator", message, pointer };
  return { whenAbsent: true, quantifier: "some", negated: false, set: UNCERTAIN, reason };
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
  if (isLineFamily(traits.family)) return lineSet(condition, traits, reading);
  let reason: Reason | undefined;
  const sets = condition.values.map((value) => {
    const one = textValue(value, traits, reading, condition.pointer);
    reason ??= one.reason;
    return one.set;
  });
  const certain = sets.every(({ surely, maybe }) => surely === maybe);
  const maybe = sets.flatMap((set) => set.maybe);
  const surely = certain ? maybe : sets.flatMap((set) => set.surely);
  return { set: { kind: "text", surely, maybe }, reason };
}

function textValue(
  value: string,
  traits: OperatorTraits,
  { variables, symbols, resolve }: ConditionReading,
  pointer: string,
): { readonly set: TextSet; readonly reason?: Reason } {
  if (traits.family === "bool" || traits.family === "binary") {
    if (holdsSymbol(value, symbols)) return { set: UNCERTAIN, reason: symbolInTypedValue(value, pointer) };
    return { set: textSet(traits.family === "bool" ? boolTexts(value) : binaryTexts(value)) };
  }
  const options = { wildcards: traits.comparison === "like", variables, symbolCount: symbols.length };
  const { parts } = readTemplate(value, options);
  if (traits.family === "string") {
    return { set: (traits.comparison === "equalsIgnoreCase" ? ignoringCase : wholeText)(parts, resolve) };
  }
  const { isShort, ...set } = arnSet(parts, resolve);
  if (!isShort) return { set };
  const message = "an ARN with fewer than six parts in a condition: AWS does not say what it matches";
  return { set, reason: { code: "short-arn", message, pointer } };
}

function holdsSymbol(value: string, symbols: readonly PolicySymbol[]): boolean {
  const { parts } = readTemplate(value, { wildcards: false, variables: false, symbolCount: symbols.length });
  return literalText(parts) === undefined;
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
  if (end < 0) return [new SequencePattern(literalTokens(text))];
  const texts = BASE64.split("").map((letter) => text.slice(0, end - 1) + letter + text.slice(end));
  return texts.filter((one) => parseBinary(one) === bytes).map((one) => new SequencePattern(literalTokens(one)));
}

function lineSet(
  { values, pointer }: Condition,
  traits: OperatorTraits,
  { symbols, decimals }: ConditionReading,
): { readonly set: LineSet; readonly reason?: Reason } {
  if (!isLineFamily(traits.family)) return { set: { kind: "line", family: "numeric", surely: [], maybe: [] } };
  const line = new Line(traits.family, decimals);
  const known = values.filter((value) => !holdsSymbol(value, symbols));
  const surely = unite(known.flatMap((value) => line.read(value, traits.comparison) ?? []));
  const unknown = values.find((value) => holdsSymbol(value, symbols));
  if (unknown === undefined) return { set: { kind: "line", family: traits.family, surely, maybe: surely } };
  const set: LineSet = { kind: "line", family: traits.family, surely, maybe: line.universe };
  return { set, reason: symbolInTypedValue(unknown, pointer) };
}
