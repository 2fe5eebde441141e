import { LimitExceededError } from "../errors";
import type { PolicyDocument } from "../document/policy-document";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import { allPolicies } from "../evaluate/map-policies";
import { hasIdentityPolicies, readPrincipal } from "../evaluate/principal";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { holdsOpaque } from "../pattern/letters";
import type { Reason } from "../reason";
import { WorkCounter } from "../work-counter";
import { attempt, type Found } from "./attempt";
import { exhaustiveAssignments, type Assignment } from "./assignments";
import { concreteAssignments } from "./concrete-assignments";
import { byCallerOfAccount } from "./caller-of-account";
import { familiarRequests } from "./familiar-request";
import type { PermissionSource, ContainmentOptions, Witness } from "./containment";
import { readGoal, replay, type Goal, type ReadGoal } from "./goal";
import { policyTypeOf } from "./policy-type";
import { reduceRequest } from "./reduce-request";
import { inRegion } from "./regional-resource";
import { SHARED_SETS } from "./set-cache";
import { isEffective, namedPolicies } from "./side";
import { unlistedActions } from "./unlisted-actions";

/** A request that a goal looks for with the goal as it was read; that there is none; or that it is not known. */
export type Decision =
  | { readonly kind: "none" }
  | (Witness & { readonly kind: "request"; readonly goal: ReadGoal })
  | { readonly kind: "unknown"; readonly reason: Reason };

/**
 * Looks for a request that all of `allowed` allow and `refused`, if there is one, does not. First over all values of
 * variables and symbols at once; if that leaves a doubt, with values chosen for them.
 */
export function decide(
  allowed: readonly PermissionSource[],
  refused: PermissionSource | undefined,
  options: ContainmentOptions = {},
): Decision {
  const limits: Limits = options.limits ?? DEFAULT_LIMITS;
  const work = new WorkCounter("containmentSteps", limits.containmentSteps);
  const sources = refused === undefined ? allowed : [...allowed, refused];
  const asked =
    options.policyType === undefined
      ? policyTypeOf(sources)
      : { kind: "known" as const, policyType: options.policyType };
  if (asked.kind === "mixed") return { kind: "unknown", reason: asked.reason };
  const goal: Goal = {
    allowed,
    refused,
    policyType: asked.policyType,
    catalogue: options.catalogue,
    sets: SHARED_SETS,
    work,
  };
  const unsupported = unsupportedReason(sources);
  if (unsupported !== undefined) return { kind: "unknown", reason: unsupported };
  if (refused === undefined && readGoal(goal, new Map()).areSeparate) {
    const message = "whether two different principals can make the same request is no question about one request";
    return { kind: "unknown", reason: { code: "different-principals", message } };
  }
  try {
    const decision = search(goal);
    return decision.kind === "none" ? unlistedDecision(allowed, refused, options) : decision;
  } catch (error) {
    if (!(error instanceof LimitExceededError)) throw error;
    const { limit, message } = error;
    return { kind: "unknown", reason: { code: "limit", message, limit } };
  }
}

/**
 * A catalogue does not know what AWS added since its day. Where the answer hangs on an action that it does not list, and
 * that a document of an allowing source names, nothing is certain.
 */
function unlistedDecision(
  allowed: readonly PermissionSource[],
  refused: PermissionSource | undefined,
  { catalogue, ...options }: ContainmentOptions,
): Decision {
  for (const [index, source] of allowed.entries()) {
    const unlisted = catalogue && unlistedActions(source, catalogue);
    const decision: Decision =
      unlisted === undefined ? { kind: "none" } : decide(allowed.with(index, unlisted), refused, options);
    if (decision.kind === "unknown") return decision;
    if (decision.kind === "request") {
      const { action } = decision.request;
      const message = `the catalogue has no action \`${action}\`: whether AWS receives requests for it is not known`;
      return { kind: "unknown", reason: { code: "unlisted-action", message } };
    }
  }
  return { kind: "none" };
}

function search(goal: Goal): Decision {
  const read = readGoal(goal, new Map());
  const open: Assignment[] = [];
  let reason: Reason | undefined;
  for (const assignment of exhaustiveAssignments(read)) {
    const found = attempt(goal, read, assignment, "may");
    if (found.kind === "request") return decision(found, new Map(), goal);
    if (found.kind === "none") continue;
    open.push(assignment);
    reason ??= found.reason;
  }
  if (reason === undefined) return { kind: "none" };
  for (const assignment of concreteAssignments(read, open)) {
    const found = attempt(goal, read, assignment, "must");
    if (found.kind === "request") return decision(found, assignment.symbols, goal);
  }
  return { kind: "unknown", reason };
}

function decision(
  found: Found & { kind: "request" },
  symbols: ReadonlyMap<string, string>,
  { catalogue }: Goal,
): Decision {
  const reduced = reduceRequest(found.request, found.goal);
  const readable =
    catalogue === undefined
      ? firstServing(familiarRequests(reduced, found.goal), found.goal)
      : firstServing(inRegion(reduced, catalogue), found.goal);
  const by = readable ?? reduced;
  const shown = firstServing(byCallerOfAccount(by, found.goal), found.goal) ?? by;
  const request = shown === reduced ? reduced : reduceRequest(shown, found.goal);
  const witness = { kind: "request" as const, request, goal: found.goal };
  return symbols.size === 0 ? witness : { ...witness, symbols: Object.fromEntries(symbols) };
}

function firstServing(requests: Iterable<AuthorizationRequest>, goal: ReadGoal): AuthorizationRequest | undefined {
  for (const request of requests) if (replay(request, goal).serves) return request;
  return undefined;
}

/** What the method does not cover. */
function unsupportedReason(sources: readonly PermissionSource[]): Reason | undefined {
  const effective = sources.filter(isEffective);
  if (effective.some(({ policies }) => policies.resource !== undefined || policies.rcps !== undefined)) {
    const message = "effective permissions with a resource policy or RCPs depend on the resource's side";
    return { code: "resource-side-policies", message };
  }
  const stranger = effective.find(({ principal }) => !hasIdentityPolicies(readPrincipal(principal)));
  if (stranger !== undefined) {
    const message = `\`${stranger.principal}\` is no user, role or session of an account: identity policies do not say what it may do`;
    return { code: "principal-without-policies", message };
  }
  if (sources.some(sourceHoldsOpaque)) {
    return { code: "private-use-character", message: "a document holds characters of Unicode's private use area" };
  }
  return undefined;
}

const opaqueDocuments = new WeakMap<PolicyDocument, boolean>();

function sourceHoldsOpaque(source: PermissionSource): boolean {
  const list = isEffective(source) ? allPolicies(source.policies) : namedPolicies(source);
  const rest = isEffective(source) ? [source.principal, source.context] : [];
  return (
    list.some(({ id, document }) => holdsOpaque(id) || documentHoldsOpaque(document)) ||
    holdsOpaque(JSON.stringify(rest))
  );
}

function documentHoldsOpaque(document: PolicyDocument): boolean {
  const known = opaqueDocuments.get(document) ?? holdsOpaque(JSON.stringify(document));
  opaqueDocuments.set(document, known);
  return known;
}
