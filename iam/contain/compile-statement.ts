import { isActionPattern } from "../evaluate/action-matcher";
import type { Condition } from "../condition/condition";
import type { PolicyDocument, Statement } from "../document/policy-document";
import { readOperator, OPERATORS } from "../condition/operator";
import { ANY_TEXT, SequencePattern, type PatternUnion } from "../pattern/sequence-pattern";
import { readTemplate } from "../pattern/read-template";
import { hasSymbol } from "../pattern/symbol-placeholder";
import type { Reason } from "../reason";
import { literalTokens } from "./bindings";
import { describesSession } from "./separate-principals";
import { conditionLiteral, presenceLiteral } from "./condition-literal";
import { principalLiteral } from "./principal-literal";
import { factOf, symbolAt, variableBinding, variablePresence, type StatementEnvironment } from "./statement-env";
import type { StatementForm, StatementSource } from "./statement-source";
import { actionSet, resourceSet, type ResolvePart } from "./text-sets";
import type { Literal, TextSet } from "./value-set";

/** More variables in one statement than this give two to the power of them forms; beyond, the answer is unknown. */
const MAX_FREE_VARIABLES = 6;

/**
 * The forms of a statement: one for each choice of which of its variables have a value. Literals that always hold are left
 * out, and so is a form with one that never holds.
 */
export function compileStatement(source: StatementSource, environment: StatementEnvironment): readonly StatementForm[] {
  const { effect } = source.compiled;
  const unknownKey = variableKeys(source.compiled.statement, source.document).find(
    (key) => factOf(key, environment)?.kind === "unknown",
  );
  if (unknownKey !== undefined) return [{ effect, literals: [uncertainVariable(unknownKey, environment)] }];
  const free = freeVariables(source, environment);
  if (free.length > MAX_FREE_VARIABLES) return [{ effect, literals: [tooManyVariables(source, environment)] }];
  const forms: StatementForm[] = [];
  for (let choice = 0; choice < 2 ** free.length; choice++) {
    const absent = new Set(free.filter((_, index) => (choice & (1 << index)) !== 0));
    const presence = free.map((key) => presenceLiteral(key, !absent.has(key), environment));
    const literals = conjunction([...presence, ...literalsOf(source, absent, environment)]);
    if (literals !== undefined) forms.push({ effect, literals });
  }
  return forms;
}

/** Stands for a statement with a variable whose value for this principal is not known. */
function uncertainVariable(key: string, { atoms }: StatementEnvironment): Literal {
  const reason = { code: "principal-key", message: `the value of \`${key}\` for this principal is not known` };
  return { atom: atoms.text(`unknown ${key}`, UNCERTAIN, reason), holds: true };
}

/** Stands for a statement with more variables than are told apart. */
function tooManyVariables({ compiled }: StatementSource, { atoms }: StatementEnvironment): Literal {
  const { pointer } = compiled.statement;
  const message = `one statement has more than ${MAX_FREE_VARIABLES} policy variables`;
  return {
    atom: atoms.text(`unknown ${pointer}`, UNCERTAIN, { code: "too-many-variables", message, pointer }),
    holds: true,
  };
}

/** Undefined when one never holds. */
function conjunction(literals: Iterable<Literal | boolean>): readonly Literal[] | undefined {
  const result: Literal[] = [];
  for (const literal of literals) {
    if (literal === false) return undefined;
    if (literal !== true) result.push(literal);
  }
  return result;
}

function* literalsOf(
  source: StatementSource,
  absent: ReadonlySet<string>,
  environment: StatementEnvironment,
): Generator<Literal | boolean> {
  const { statement } = source.compiled;
  const resolve = resolver(source.document, absent, environment);
  yield actionLiteral(source, environment);
  yield resourceLiteral(source, resolve, environment);
  yield principalLiteral(source, environment);
  const reading = { variables: source.document.version === "2012-10-17", symbols: source.document.symbols, resolve };
  for (const condition of statement.conditions) {
    yield sessionLiteral(condition, statement, environment) ?? conditionLiteral(condition, reading, environment);
  }
}

/** What a condition on a session key is where the caller has a session of its own; undefined: it is as any other. */
function sessionLiteral(
  { key }: Condition,
  { effect }: Statement,
  { caller, atoms }: StatementEnvironment,
): Literal | boolean | undefined {
  if (caller.kind !== "fixed" || caller.session === undefined || !describesSession(key.toLowerCase())) return undefined;
  if (caller.session === "best") return effect === "Allow";
  const reason = { code: "session-key", message: `which session suits the principal best depends on \`${key}\`` };
  return { atom: atoms.text(`unknown ${key}`, UNCERTAIN, reason), holds: true };
}

function resolver(
  { symbols }: PolicyDocument,
  absent: ReadonlySet<string>,
  environment: StatementEnvironment,
): ResolvePart {
  return (part) => {
    if (part.kind === "symbol") return environment.opaque.symbol(symbolAt(symbols, part.index));
    const key = part.key.toLowerCase();
    const binding = absent.has(key) ? "absent" : variableBinding(key, environment);
    if (binding !== "absent" && variablePresence(key, environment) !== "never") return binding;
    return part.defaultValue === undefined ? undefined : literalTokens(part.defaultValue);
  };
}

function actionLiteral(
  { compiled: { statement }, document }: StatementSource,
  { atoms }: StatementEnvironment,
): Literal {
  const entries = (statement.actions ?? statement.notActions ?? []).filter((one) => one === "*" || isActionEntry(one));
  const sets = entries.map((entry) =>
    actionSet(readTemplate(entry, { wildcards: true, variables: false, symbolCount: document.symbols.length }).parts),
  );
  const symbol = sets.some(({ surely, maybe }) => surely !== maybe);
  const reason: Reason | undefined = symbol
    ? { code: "symbol", message: "an action is not known yet", pointer: statement.pointer }
    : undefined;
  return { atom: atoms.text("action", merge(sets), reason), holds: statement.actions !== undefined };
}

function isActionEntry(entry: string): boolean {
  return /^\*+$/.test(entry) || hasSymbol(entry) || isActionPattern(entry);
}

function resourceLiteral(
  { compiled: { statement }, document }: StatementSource,
  resolve: ResolvePart,
  { atoms }: StatementEnvironment,
): Literal | boolean {
  const entries = statement.resources ?? statement.notResources;
  if (entries === undefined) return true;
  const options = {
    wildcards: true,
    variables: document.version === "2012-10-17",
    symbolCount: document.symbols.length,
  };
  const sets = entries.map((entry) => resourceSet(readTemplate(entry, options).parts, resolve));
  const reason: Reason = {
    code: "symbol",
    message: "the value of a resource is not known yet",
    pointer: statement.pointer,
  };
  const set = merge(sets);
  return { atom: atoms.text("resource", set, reason), holds: statement.resources !== undefined };
}

const UNCERTAIN: TextSet = { kind: "text", surely: [], maybe: [new SequencePattern([ANY_TEXT])] };
const EVERYTHING: PatternUnion = [new SequencePattern([ANY_TEXT])];

function merge(sets: readonly TextSet[]): TextSet {
  if (sets.some(({ surely }) => surely[0]?.key === EVERYTHING[0]?.key)) {
    return { kind: "text", surely: EVERYTHING, maybe: EVERYTHING };
  }
  const maybe = sets.flatMap((set) => set.maybe);
  const certain = sets.every((set) => set.surely === set.maybe);
  return { kind: "text", surely: certain ? maybe : sets.flatMap((set) => set.surely), maybe };
}

/** Keys of the variables that some requests have and some have not. */
function freeVariables(
  { compiled: { statement }, document }: StatementSource,
  environment: StatementEnvironment,
): readonly string[] {
  const keys = variableKeys(statement, document);
  return keys.filter((key) => variablePresence(key, environment) === "sometimes");
}

/** Lower-case keys of the variables that a statement's resources and conditions hold. */
export function variableKeys(statement: Statement, document: PolicyDocument): readonly string[] {
  if (document.version !== "2012-10-17") return [];
  const texts = [...(statement.resources ?? statement.notResources ?? [])];
  for (const { operator, values } of statement.conditions) {
    const base = readOperator(operator)?.base;
    const family = base === undefined ? undefined : OPERATORS[base].family;
    if (family === "string" || family === "arn") texts.push(...values);
  }
  const options = { wildcards: true, variables: true, symbolCount: document.symbols.length };
  const parts = texts.filter((text) => text.includes("${")).flatMap((text) => readTemplate(text, options).parts);
  return [...new Set(parts.flatMap((part) => (part.kind === "variable" ? [part.key.toLowerCase()] : [])))];
}
