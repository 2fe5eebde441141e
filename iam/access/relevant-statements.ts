import { ARN_SEGMENTS } from "../arn/arn";
import type { Condition } from "../condition/condition";
import { isSingleValuedKey } from "../data/multi-valued-keys";
import type { PolicyDocument, Statement } from "../document/policy-document";
import { globMatcher } from "../pattern/glob-matcher";
import { hasSymbol } from "../pattern/symbol-placeholder";

/**
 * Whether an Allow statement of one document may grant what another one allows, by their actions; never false where it does.
 * Two patterns are taken to have an action in common.
 */
export function mayMatchActions(statement: Statement, question: PolicyDocument): boolean {
  const actions = lowerActions(statement);
  if (actions === undefined) return true;
  return question.statements.some((asked) =>
    (lowerActions(asked) ?? ["*"]).some((wanted) => actions.some((entry) => mayMeet(entry, wanted))),
  );
}

const lowered = new WeakMap<Statement, readonly string[]>();

/** The actions of a statement in lower case, made once; undefined for NotAction. */
function lowerActions(statement: Statement): readonly string[] | undefined {
  if (statement.actions === undefined) return undefined;
  const known = lowered.get(statement);
  if (known !== undefined) return known;
  const made = statement.actions.map((action) => action.toLowerCase());
  lowered.set(statement, made);
  return made;
}

function mayMeet(a: string, b: string): boolean {
  if (a[0] !== b[0] && isPlain(a[0]) && isPlain(b[0])) return false;
  if (hasSymbol(a) || hasSymbol(b)) return true;
  if (isPattern(a)) return isPattern(b) || globMatcher(a)(b);
  return isPattern(b) ? globMatcher(b)(a) : a === b;
}

/** Whether a text that begins so begins with that letter in all that it matches. */
function isPlain(letter: string | undefined): boolean {
  return letter !== undefined && letter !== "*" && letter !== "?" && letter !== "$";
}

function isPattern(entry: string): boolean {
  return /[*?]/.test(entry);
}

/**
 * The same by their resources: never false where some resource is in both. Two patterns are told apart by what stands before
 * and after their wildcards alone; what a variable or an ARN with fewer than six segments matches is for the engine to say.
 */
export function mayMatchResources(statement: Statement, question: PolicyDocument): boolean {
  const asked = question.statements.flatMap(({ resources }) => resources ?? ["*"]);
  return asked.some((resource) => mayMatchResource(statement, resource));
}

/** The same of one resource, an ARN or a pattern. */
export function mayMatchResource({ resources }: Statement, asked: string): boolean {
  return resources === undefined || resources.some((entry) => mayHaveCommon(entry, asked));
}

const SPECIAL = /[*?]|\$\{/;

function mayHaveCommon(a: string, b: string): boolean {
  const [endOfA, endOfB] = [a.search(SPECIAL), b.search(SPECIAL)];
  const [headOfA, headOfB] = [endOfA < 0 ? a : a.slice(0, endOfA), endOfB < 0 ? b : b.slice(0, endOfB)];
  if (!headOfA.startsWith(headOfB) && !headOfB.startsWith(headOfA)) return false;
  if ([a, b].some((text) => text.includes("${") || isShortArn(text))) return true;
  if (endOfA < 0) return endOfB < 0 ? a === b : globMatcher(b)(a);
  if (endOfB < 0) return globMatcher(a)(b);
  const [tailOfA, tailOfB] = [tailOf(a), tailOf(b)];
  return tailOfA.endsWith(tailOfB) || tailOfB.endsWith(tailOfA);
}

function isShortArn(text: string): boolean {
  return text.startsWith("arn:") && text.split(":").length < ARN_SEGMENTS;
}

function tailOf(pattern: string): string {
  return pattern.slice(Math.max(pattern.lastIndexOf("*"), pattern.lastIndexOf("?")) + 1);
}

/**
 * The same by their conditions: false only where each of the question's statements asks for what a StringEquals or StringLike
 * rules out.
 */
export function mayMeetConditions({ conditions }: Statement, question: PolicyDocument): boolean {
  return question.statements.some((asked) => !conditions.some((condition) => isRuledOut(condition, asked.conditions)));
}

/**
 * Whether no request meets a condition and all of the asked ones: a value of the key that meets the condition is, or is
 * matched by, one of the condition's values, and for each of those one of the asked conditions takes no such value. That is said
 * of keys with one value alone; the patterns of questions are plain text and wildcards.
 */
function isRuledOut(condition: Condition, asked: readonly Condition[]): boolean {
  const lowerKey = condition.key.toLowerCase();
  const onKey = asked.filter(({ key }) => key.toLowerCase() === lowerKey);
  if (onKey.length === 0 || !isPlainComparison(condition) || !isSingleValuedKey(lowerKey)) return false;
  const isLike = condition.operator === "StringLike";
  return condition.values.every((value) => onKey.some((one) => rulesOut(one, value, isLike)));
}

/** Whether an asked condition takes neither the value nor, where the value is a pattern, any text that it matches. */
function rulesOut({ operator, values }: Condition, value: string, isLike: boolean): boolean {
  const isOneText = !isLike || !isPattern(value);
  if (operator === "Null") return values.length === 1 && values[0] === "true";
  if (operator === "StringEquals" && values.every((other) => !other.includes("${"))) {
    return isOneText ? !values.includes(value) : !values.some(globMatcher(value));
  }
  if (operator === "StringNotEqualsIgnoreCase") return isOneText && values.includes(value);
  if (operator === "StringNotLike") {
    return values.includes(value) || (isOneText && values.some((pattern) => globMatcher(pattern)(value)));
  }
  return false;
}

/** Whether the key must be there and be or match one of the values: no variable, symbol or set operator. */
function isPlainComparison({ operator, values }: Condition): boolean {
  return /^String(?:Equals|Like)$/.test(operator) && !values.some((value) => value.includes("${"));
}
