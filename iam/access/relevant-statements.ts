import { ARN_SEGMENTS } from "../arn/arn";
import type { Condition } from "../condition/condition";
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
  const made = lowered.get(statement) ?? statement.actions.map((action) => action.toLowerCase());
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

/** The same by their conditions: false only where each of the question's statements asks for what StringEquals rules out. */
export function mayMeetConditions({ conditions }: Statement, question: PolicyDocument): boolean {
  return question.statements.some(
    (asked) => !conditions.some((condition) => asked.conditions.some((other) => excludes(condition, other))),
  );
}

/**
 * Whether no request meets both: one asks for values of a key, the other for none of them, or for its absence. Keys that
 * questions compare hold one value, and the patterns of questions are plain text and wildcards.
 */
function excludes(condition: Condition, asked: Condition): boolean {
  const isSame = condition.key.toLowerCase() === asked.key.toLowerCase();
  if (!isSame || !isPlainEquals(condition)) return false;
  if (asked.operator === "Null") return asked.values.length === 1 && asked.values[0] === "true";
  if (asked.operator === "StringNotLike") {
    const patterns = asked.values.map(globMatcher);
    return condition.values.every((value) => patterns.some((matches) => matches(value)));
  }
  return isPlainEquals(asked) && !condition.values.some((value) => asked.values.includes(value));
}

/** Whether the key must be there and be one of the values as they stand: no variable, symbol or set operator. */
function isPlainEquals({ operator, values }: Condition): boolean {
  return operator.toLowerCase() === "stringequals" && !values.some((value) => value.includes("${"));
}
