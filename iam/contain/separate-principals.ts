import type { AuthorizationRequest, ContextValue } from "../evaluate/authorization-request";
import type { PatternUnion } from "../pattern/sequence-pattern";
import type { WorkCounter } from "../work-counter";
import { CALLER_KEYS } from "./caller";
import { ClauseSearch } from "./clause-search";
import { conditionLiteral } from "./condition-literal";
import { Dimensions, HintTable } from "./dimensions";
import type { Side } from "./side";
import { keyFacts, type StatementEnvironment } from "./statement-env";
import { negateLiteral, type Literal } from "./value-set";

/** Keys that describe the principal: each side has its own. */
export function describesPrincipal(lowerCaseKey: string): boolean {
  return CALLER_KEYS.has(lowerCaseKey) || /^aws:(userid$|principal)/.test(lowerCaseKey);
}

/**
 * Keys that describe a session or a way of calling, which each side may choose for itself.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-properties
 */
const SESSION_KEYS: ReadonlySet<string> = new Set([
  "aws:assumedroot",
  "aws:ec2instancesourceprivateipv4",
  "aws:ec2instancesourcevpc",
  "aws:federatedprovider",
  "aws:multifactorauthage",
  "aws:multifactorauthpresent",
  "aws:sourceidentity",
  "aws:tokenissuetime",
  "ec2:roledelivery",
  "ec2:sourceinstancearn",
  "lambda:sourcefunctionarn",
]);

export function describesSession(lowerCaseKey: string): boolean {
  return SESSION_KEYS.has(lowerCaseKey);
}

/** The values of session keys with which a principal may do all that it may do in any session; absent keys left out. */
export type BestSession = Readonly<Record<string, ContextValue>>;

/**
 * Looks for a session in which every session condition of an Allow statement holds, and every Deny statement with session
 * conditions fails by them: what another session is allowed, this one is too. Undefined when there is none, or where
 * variables, symbols or escapes stand in such conditions.
 */
export function bestSession(side: Side, environment: StatementEnvironment, work: WorkCounter): BestSession | undefined {
  const given: Literal[] = [];
  const clauses: (readonly Literal[])[] = [];
  for (const { statement, document } of side.layers.flat()) {
    const conditions = statement.conditions.filter(({ key }) => describesSession(key.toLowerCase()));
    if (conditions.some(({ values }) => values.some((value) => value.includes("${")))) return undefined;
    const reading = { variables: false, symbols: document.symbols, resolve: () => undefined };
    const literals = conditions.map((one) => conditionLiteral(one, reading, environment));
    const open = literals.filter((literal) => typeof literal !== "boolean");
    if (open.length < literals.length) return undefined;
    if (statement.effect === "Allow") given.push(...open);
    else if (open.length > 0) clauses.push(open.map(negateLiteral));
  }
  const hints = new HintTable();
  for (const literal of [...given, ...clauses.flat()]) hints.add(literal);
  const dimensions = new Dimensions(new Map<string, PatternUnion>(), environment.keys, hints, "must", work);
  const parts = new ClauseSearch(dimensions, clauses, [], work).run(given);
  if (parts === undefined) return undefined;
  const entries = [...parts].filter((entry): entry is [string, string | readonly string[]] => entry[1] !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [keyFacts(key, environment).name, value]));
}

/** The request as the side's own principal makes it: shared keys, its own description, and its session. */
export function requestBy(
  side: Side,
  request: AuthorizationRequest,
  session: BestSession | undefined,
): AuthorizationRequest {
  if (side.fixed === undefined) return request;
  const shared = Object.entries(request.context).filter(([key]) => {
    const lower = key.toLowerCase();
    return !describesPrincipal(lower) && (session === undefined || !describesSession(lower));
  });
  const { principal, context } = side.fixed;
  return { ...request, principal, context: { ...Object.fromEntries(shared), ...context, ...session } };
}
