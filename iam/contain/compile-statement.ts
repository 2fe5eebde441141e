import { isActionPattern } from "../evaluate/action-matcher";
import type { Condition } from "../condition/condition";
import type { PolicyDocument, Statement } from "../document/policy-document";
import { ANY_TEXT, literalTokens } from "../pattern/pattern-token";
import { SequencePattern } from "../pattern/sequence-pattern";
import { readTemplate } from "../pattern/read-template";
import { hasSymbol } from "../pattern/symbol-placeholder";
import type { Reason } from "../reason";
import { describesSession } from "./separate-principals";
import { conditionLiteral, presenceLiteral } from "./condition-literal";
import { principalLiteral } from "./principal-literal";
import { factOf, symbolAt, variableBinding, variablePresence, type StatementEnvironment } from "./statement-env";
import type { StatementForm, StatementSource } from "./statement-source";
import { neededVariables, variableKeys } from "./variables";
import { actionSet, resourceSet, type ResolvePart } from "./text-sets";
import { textSet, UNCERTAIN, type Literal, type TextSet } from "./value-set";

/**
 * Variables that a statement can match with and without, told apart: they give two to the power of them forms. Beyond, the
 * answer is unknown.
 */
const MAX_FREE_VARIABLES = 6;

/**
 * The forms of a statement: one for each choice of which of its variables have a value. Literals that always hold are left
 * out, and so is a form with one that never holds.
 */
export function compileStatement(source: StatementSource, environment: StatementEnvironment): readonly StatementForm[] {
  const { statement, document } = source;
  const { effect } = statement;
  const unknownKey = variableKeys(statement, document).find((key) => {
    return factOf(key, environment)?.kind === "unknown" || isOfOwnSession(key, environment);
  });
  if (unknownKey !== undefined) return [{ effect, literals: [uncertainVariable(unknownKey, environment)] }];
  const whole = formsOf(source, statement, environment);
  if (whole !== undefined) return whole;
  const parts = byResource(statement).map((part) => formsOf(source, part, environment));
  return parts.flatMap((forms) => forms ?? [{ effect, literals: [tooManyVariables(source, environment)] }]);
}

/** The forms of a statement of the source; undefined when they are too many. */
function formsOf(
  source: StatementSource,
  statement: Statement,
  environment: StatementEnvironment,
): readonly StatementForm[] | undefined {
  const keys = variableKeys(statement, source.document);
  const variables = keys.filter((key) => variablePresence(key, environment) === "sometimes");
  const needed = neededVariables(statement, source.document);
  const free = variables.filter((key) => !needed.has(key));
  if (free.length > MAX_FREE_VARIABLES) return undefined;
  const forms: StatementForm[] = [];
  for (let choice = 0; choice < 2 ** free.length; choice++) {
    const absent = new Set(free.filter((_, index) => (choice & (1 << index)) !== 0));
    const presence = variables.map((key) => presenceLiteral(key, !absent.has(key), environment));
    const literals = conjunction([...presence, ...literalsOf(source, statement, absent, environment)]);
    if (literals !== undefined) forms.push({ effect: statement.effect, literals });
  }
  return forms;
}

/** A statement matches when it does with one of its resources. */
function byResource(statement: Statement): readonly Statement[] {
  return statement.resources?.map((resource) => ({ ...statement, resources: [resource] })) ?? [statement];
}

/** Stands for a statement with a variable whose value for this principal is not known. */
function uncertainVariable(key: string, { atoms }: StatementEnvironment): Literal {
  const isOfSession = describesSession(key);
  const reason = isOfSession
    ? {
        code: "session-key",
        message: `the principal may choose the value of \`${key}\`, which is a policy variable here`,
      }
    : { code: "principal-key", message: `the value of \`${key}\` for this principal is not known` };
  return { atom: atoms.text(`unknown ${key}`, UNCERTAIN, reason), holds: true };
}

/** Whether the key is of a session that the caller chooses for itself, apart from the request. */
function isOfOwnSession(lowerCaseKey: string, { caller }: StatementEnvironment): boolean {
  return caller.kind === "fixed" && caller.session !== undefined && describesSession(lowerCaseKey);
}

/** Stands for a statement with more variables than are told apart. */
function tooManyVariables({ statement: { pointer } }: StatementSource, { atoms }: StatementEnvironment): Literal {
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
  statement: Statement,
  absent: ReadonlySet<string>,
  environment: StatementEnvironment,
): Generator<Literal | boolean> {
  const resolve = resolver(source.document, absent, environment);
  yield actionLiteral(source, resolve, environment);
  const { resources = statement.notResources, standsOn } = statement;
  yield resourceLiteral(source, resources, statement.resources !== undefined, resolve, environment);
  yield resourceLiteral(source, standsOn, true, resolve, environment);
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
  environment: StatementEnvironment,
): Literal | boolean | undefined {
  if (!isOfOwnSession(key.toLowerCase(), environment)) return undefined;
  if (environment.caller.session === "best") return effect === "Allow";
  const reason = { code: "session-key", message: `which session suits the principal best depends on \`${key}\`` };
  return { atom: environment.atoms.text(`unknown ${key}`, UNCERTAIN, reason), holds: true };
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
  { statement, document }: StatementSource,
  resolve: ResolvePart,
  { atoms, sets }: StatementEnvironment,
): Literal {
  const entries = (statement.actions ?? statement.notActions ?? []).filter(isActionEntry);
  const options = { wildcards: true, variables: false, symbolCount: document.symbols.length };
  const matching = entries.map((entry) =>
    sets.of("action", entry, () => actionSet(readTemplate(entry, options).parts, resolve)),
  );
  return { atom: atoms.text("action", merge(matching)), holds: statement.actions !== undefined };
}

/** Whether an entry may match an action; `s3` and `s3:` do not. */
function isActionEntry(entry: string): boolean {
  return /^\*+$/.test(entry) || hasSymbol(entry) || isActionPattern(entry);
}

/** That the resource is one of the entries, or none of them; without entries it always holds. */
function resourceLiteral(
  { statement, document }: StatementSource,
  entries: readonly string[] | undefined,
  holds: boolean,
  resolve: ResolvePart,
  { atoms, sets }: StatementEnvironment,
): Literal | boolean {
  if (entries === undefined) return true;
  const options = {
    wildcards: true,
    variables: document.version === "2012-10-17",
    symbolCount: document.symbols.length,
  };
  const matching = entries.map((entry) =>
    sets.of("resource", entry, () => resourceSet(readTemplate(entry, options).parts, resolve)),
  );
  const reason: Reason = {
    code: "symbol",
    message: "the value of a resource is not known yet",
    pointer: statement.pointer,
  };
  const set = merge(matching);
  return { atom: atoms.text("resource", set, reason), holds };
}

const ANYTHING = new SequencePattern([ANY_TEXT]);

/** The texts of one of the sets: certainly all where one holds all. */
function merge(sets: readonly TextSet[]): TextSet {
  if (sets.some(({ certain }) => certain[0]?.key === ANYTHING.key)) return textSet([ANYTHING]);
  const certain = sets.flatMap((set) => set.certain);
  return textSet(
    certain,
    sets.flatMap((set) => set.unsure),
  );
}
