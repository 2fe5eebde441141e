import type { Condition } from "../condition/condition";
import { readOperator } from "../condition/operator";
import { ANY_TEXT, SequencePattern } from "../pattern/sequence-pattern";
import type { FactValue } from "./caller";
import { conditionTest, type ConditionReading, type KeyTest } from "./condition-atom";
import { holdsNumber } from "./interval";
import { Line } from "./line";
import { factOf, keyFacts, type StatementEnvironment } from "./statement-env";
import { textSet } from "./text-sets";
import type { Literal, TextSet } from "./value-set";

const ANYTHING = [new SequencePattern([ANY_TEXT])];
const EVERYTHING = textSet(ANYTHING);
const UNCERTAIN: TextSet = { kind: "text", surely: [], maybe: ANYTHING };

/** What a condition asks, as a literal of its key, or of the caller or resource that its key follows from. */
export function conditionLiteral(
  condition: Condition,
  reading: Omit<ConditionReading, "decimals">,
  environment: StatementEnvironment,
): Literal | boolean {
  const key = condition.key.toLowerCase();
  const test = conditionTest(condition, { ...reading, decimals: keyFacts(key, environment).decimals });
  if (readOperator(condition.operator) === undefined) {
    return { atom: environment.atoms.text(`unknown ${condition.pointer}`, UNCERTAIN, test.reason), holds: true };
  }
  const fact = factOf(key, environment);
  if (fact === undefined) return { atom: environment.atoms.key({ ...test, dimension: key }), holds: true };
  return factLiteral(key, fact, test, environment);
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
  if (fact.kind === "text" || fact.kind === "texts") {
    const texts = fact.kind === "text" ? [fact.text] : fact.texts;
    const passing = texts.map((text) => holdsText(test, text, environment, key));
    if (passing.includes(undefined)) {
      return { atom: environment.atoms.text(`unknown ${key}`, UNCERTAIN, test.reason), holds: true };
    }
    const passes = (inSet: boolean | undefined): boolean => inSet !== test.negated;
    return test.quantifier === "every" ? passing.every(passes) : passing.some(passes);
  }
  if (test.set.kind === "line") {
    const reason = {
      code: "typed-operator-on-principal",
      message: `\`${key}\` is compared as a ${test.set.family} value, and it follows from the request's principal`,
    };
    return { atom: environment.atoms.text(`unknown ${key}`, UNCERTAIN, reason), holds: true };
  }
  const maybe = test.set.maybe.flatMap(fact.embed);
  const surely = test.set.surely === test.set.maybe ? maybe : test.set.surely.flatMap(fact.embed);
  const atom = environment.atoms.text(dimension, { kind: "text", surely, maybe }, test.reason);
  return { atom, holds: !test.negated };
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
  return set.maybe.some((pattern) => pattern.matches(text)) || set.surely !== set.maybe ? undefined : false;
}

/** That a key is in the request, or not. */
export function presenceLiteral(lowerCaseKey: string, present: boolean, { atoms }: StatementEnvironment): Literal {
  const test: KeyTest = { whenAbsent: false, quantifier: "every", negated: false, set: EVERYTHING };
  return { atom: atoms.key({ ...test, dimension: lowerCaseKey }), holds: present };
}
