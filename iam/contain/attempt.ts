import type { AuthorizationRequest } from "../evaluate/authorization-request";
import { InvariantError } from "../errors";
import type { PatternUnion } from "../pattern/sequence-pattern";
import type { Reason } from "../reason";
import { OpaqueNames } from "./bindings";
import type { CallerKind } from "./caller";
import { variablesOf, type Assignment } from "./assignments";
import { callersOf, ownCaller, resourcesOf } from "./callers-of-goal";
import { callersInPartitions, typedUniverses } from "./catalogue-universe";
import { conditionLiteral } from "./condition-literal";
import { equalityLiterals } from "./equal-variables";
import { readGoal, replay, type Goal, type ReadGoal } from "./goal";
import { readKeyFacts } from "./key-facts";
import { limitedRequests } from "./limited-requests";
import { isAbstract, requestOf } from "./request-of-parts";
import { GoalSearch } from "./search-goal";
import type { Mode } from "./solve-value";
import type { FixedCaller, StatementEnvironment } from "./statement-env";
import { bestSession } from "./separate-principals";
import { ANY_ACTION, ANY_RESOURCE, type ResourceKind } from "./universe";
import { AtomTable, type Literal } from "./value-set";

/** What one search found. `open`: maybe there is a request, for the reason given. */
export type Found =
  | { readonly kind: "none" }
  | { readonly kind: "request"; readonly request: AuthorizationRequest; readonly goal: ReadGoal }
  | { readonly kind: "open"; readonly reason: Reason };

/**
 * Searches all kinds of callers and resources under one assignment. In mode `may`, `none` says that there is no request for
 * any value that the assignment leaves open (`open`: the goal with no symbol replaced); in mode `must`, only a request that is found counts.
 */
export function attempt(goal: Goal, open: ReadGoal, assignment: Assignment, mode: Mode): Found {
  const read = withSession(assignment.symbols.size === 0 ? open : readGoal(goal, assignment.symbols), goal);
  let undecided: Found | undefined;
  for (const caller of callersOf(read, goal.policyType)) {
    for (const resource of resourcesOf(read)) {
      const found = searchKinds(goal, read, assignment, mode, caller, resource);
      if (found?.kind === "request") return found;
      undecided ??= found;
    }
  }
  return undecided ?? { kind: "none" };
}

/** What one kind of callers and resources gives; undefined: nothing. */
function searchKinds(
  goal: Goal,
  read: ReadGoal,
  assignment: Assignment,
  mode: Mode,
  caller: CallerKind | FixedCaller,
  resource: ResourceKind,
): Found | undefined {
  const environment = makeEnvironment(read, goal, caller, resource, assignment);
  const fixed = fixedLiterals(assignment, environment);
  if (fixed === undefined) return undefined;
  const given = [...limitedRequests(goal.policyType, environment), ...fixed];
  const search = new GoalSearch(read, environment, given, goal.work);
  const universes = new Map<string, PatternUnion>([
    ["action", ANY_ACTION],
    ["resource", resource.universe],
  ]);
  if (caller.kind !== "fixed") {
    const isTyped = goal.catalogue !== undefined;
    universes.set("principal", isTyped ? callersInPartitions(caller.universe) : caller.universe);
  }
  for (const { narrowed, leading } of typedUniverses(goal.catalogue, universes, search, mode)) {
    const parts = search.find(narrowed, mode, leading);
    if (parts === undefined) continue;
    const isGuess = isAbstract(parts) || (mode === "may" && search.hasUnknownKeys);
    const request = isGuess ? undefined : requestOf(parts, environment, read, goal.catalogue);
    const outcome = request && replay(request, read);
    if (request !== undefined && outcome?.serves === true) return { kind: "request", request, goal: read };
    if (request !== undefined && !search.isUncertain && outcome?.unknown === undefined) {
      throw new InvariantError(`the request that was found does not show the difference: ${JSON.stringify(request)}`);
    }
    return { kind: "open", reason: outcome?.unknown?.reason ?? search.uncertainty ?? uncertainReason(read) };
  }
  return search.undecided && { kind: "open", reason: search.undecided };
}

/** The goal with the best session of the refusing side's principal, where the sides have different principals. */
function withSession(read: ReadGoal, goal: Goal): ReadGoal {
  const caller = read.areSeparate && read.refused !== undefined ? ownCaller(read.refused) : undefined;
  if (read.refused === undefined || caller === undefined) return read;
  const environment = makeEnvironment(read, goal, caller, ANY_RESOURCE, NOTHING_CHOSEN);
  return { ...read, session: bestSession(read.refused, environment, goal.work) };
}

const NOTHING_CHOSEN = {
  variables: new Map<string, null>(),
  patterns: new Map<string, string>(),
  equal: new Map<string, readonly string[]>(),
};

function makeEnvironment(
  read: ReadGoal,
  goal: Goal,
  caller: CallerKind | FixedCaller,
  resource: ResourceKind,
  { variables: chosen, patterns, equal }: Pick<Assignment, "variables" | "patterns" | "equal">,
): StatementEnvironment {
  const documents = read.all.flatMap((side) => side.documents);
  const keys = readKeyFacts(documents, new Set(variablesOf(read)), goal.catalogue);
  const opaque = new OpaqueNames(patterns, equal);
  return { atoms: new AtomTable(), sets: goal.sets, keys, caller, resource, opaque, chosen };
}

/** Literals of the assignment's conditions and equalities; undefined: one never holds. */
function fixedLiterals(
  { conditions, equal }: Assignment,
  environment: StatementEnvironment,
): readonly Literal[] | undefined {
  const reading = { variables: false, symbols: [], resolve: () => undefined };
  const asked = conditions.map((condition) => conditionLiteral(condition, reading, environment));
  const literals = [...asked, ...equalityLiterals(equal, environment)];
  if (literals.includes(false)) return undefined;
  return literals.filter((literal) => typeof literal !== "boolean");
}

function uncertainReason(read: ReadGoal): Reason {
  const symbol = read.all.flatMap(({ documents }) => documents).flatMap(({ symbols }) => symbols)[0];
  if (symbol === undefined) {
    const message = "the answer depends on the value of a policy variable, or on what AWS does not document";
    return { code: "policy-variable", message };
  }
  return { code: "symbol", message: `the answer depends on the value of \`${symbol.label}\``, symbol: symbol.id };
}
