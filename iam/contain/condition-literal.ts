import type { Condition } from "../condition/condition";
import { readOperator } from "../condition/operator";
import { ANY_TEXT, withAnyValue } from "../pattern/pattern-token";
import { SequencePattern } from "../pattern/sequence-pattern";
import type { FactValue } from "./caller";
import { conditionTest, type ConditionReading, type KeyTest } from "./condition-atom";
import { holdsNumber } from "./interval";
import { Line } from "./line";
import { factOf, keyFacts, type StatementEnvironment } from "./statement-env";
import { textSet, UNCERTAIN, type Literal } from "./value-set";

const ANYTHING = [new SequencePattern([ANY_TEXT])];
const EVERYTHING = textSet(ANYTHING);

/** What a condition asks, as a literal of its key, or of the caller or resource that its key follows from. */
export function conditionLiteral(
  condition: Condition,
  reading: Omit<ConditionReading, "decimals" | "sets">,
  environment: StatementEnvironment,
): Literal | boolean {
  const key = condition.key.toLowerCase();
  const test = conditionTest(condition, {
    ...reading,
    decimals: keyFacts(key, environment).decimals,
    sets: environment.sets,
  });
  if (readOperator(condition.operator) === undefined) {
    const set = test.set.kind === "text" ? test.set : UNCERTAIN;
    return { atom: environment.atoms.text(`unknown ${condition.operator}`, set, test.reason), holds: true };
  }
  return testLiteral(key, test, environment);
}

/** What is asked of a key, as `conditionLiteral` gives it. */
export function testLiteral(lowerCaseKey: string, test: KeyTest, environment: StatementEnvironment): Literal | boolean {
  const fact = factOf(lowerCaseKey, environment);
  if (fact !== undefined) return factLiteral(lowerCaseKey, fact, test, environment);
  return { atom: environment.atoms.key({ ...test, dimension: lowerCaseKey }), holds: true };
}

function factLiteral(
  key: string,
  fact: FactValue,
  test: KeyTest,
  environment: StatementEnvironment,
): Literal | boolean {
  if (fact.kind === "absent") return test.whenAbsent;
  if (fact.kind === "unknown") {
    const reason = { code: "principal-key", message: `the value of \`${key}\` for this principal is not known` };
    return { atom: environment.atoms.text(`unknown ${key}`, UNCERTAIN, reason), holds: true };
  }
  const dimension = key === "aws:resourceaccount" ? "resource" : "principal";
  if (fact.kind === "text") return knownLiteral(key, [fact.text], test, environment);
  if (fact.kind === "texts") return knownLiteral(key, fact.texts, test, environment);
  if (test.set.kind === "line") {
    const { family } = test.set;
    const message = `\`${key}\` is compared as a ${family} value, and it follows from the request's principal`;
    const reason = { code: "typed-operator-on-principal", message };
    return { atom: environment.atoms.text(`unknown ${key}`, UNCERTAIN, reason), holds: true };
  }
  const unsure = test.set.unsure.map((part) => ({
    key: `${key} ${part.key}`,
    surely: part.surely.flatMap(fact.embed),
    maybe: part.maybe.flatMap(fact.embed),
  }));
  const atom = environment.atoms.text(dimension, textSet(test.set.certain.flatMap(fact.embed), unsure), test.reason);
  return { atom, holds: !test.negated };
}

/** What a condition asks of known values. Not known, it is the same wherever it is asked of the same values. */
function knownLiteral(
  key: string,
  texts: readonly string[],
  test: KeyTest,
  environment: StatementEnvironment,
): Literal | boolean {
  const passing = texts.map((text) => holdsText(test, text, environment, key));
  if (passing.includes(undefined)) {
    const { id } = environment.atoms.key({ ...test, dimension: key });
    const part = { key: `test ${id} of ${JSON.stringify(texts)}`, surely: [], maybe: ANYTHING };
    const reason = test.reason ?? { code: "open-value", message: `what \`${key}\` is compared with is not known` };
    return { atom: environment.atoms.text(`unknown ${key}`, textSet([], [part]), reason), holds: true };
  }
  const passes = (inSet: boolean | undefined): boolean => inSet !== test.negated;
  return test.quantifier === "every" ? passing.every(passes) : passing.some(passes);
}

/** Whether a known text is in the set; undefined: unknown. */
function holdsText(
  { set }: KeyTest,
  text: string,
  environment: StatementEnvironment,
  key: string,
): boolean | undefined {
  if (set.kind === "line") {
    const value = new Line(set.family, keyFacts(key, environment).decimals).valueOf(text);
    if (value === undefined) return false;
    if (holdsNumber(set.surely, value)) return true;
    return holdsNumber(set.maybe, value) ? undefined : false;
  }
  if (set.surely.some((pattern) => pattern.matches(text))) return true;
  return set.maybe.some((pattern) => mayMatch(pattern, text)) ? undefined : false;
}

/** Whether the pattern matches the text for some value of the unknown text in it. */
function mayMatch({ tokens }: SequencePattern, text: string): boolean {
  return new SequencePattern(tokens.map(withAnyValue)).matches(text);
}

/** That a key is in the request, or not. */
export function presenceLiteral(lowerCaseKey: string, present: boolean, { atoms }: StatementEnvironment): Literal {
  const test: KeyTest = { whenAbsent: false, quantifier: "every", negated: false, set: EVERYTHING };
  return { atom: atoms.key({ ...test, dimension: lowerCaseKey }), holds: present };
}
