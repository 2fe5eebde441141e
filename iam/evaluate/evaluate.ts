import type { ActionCatalogue } from "../data/action-catalogue";
import type { StatementReference } from "../document/policy-document";
import { InvariantError } from "../errors";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { and, or, type Outcome } from "../outcome";
import type { Reason } from "../reason";
import type { ApplicablePolicies, AuthorizationRequest } from "./authorization-request";
import { CompiledPolicies } from "./compile-policies";
import type { CompiledStatement } from "./compiled-statement";
import { isLimitedByRcps, isLimitedByScps } from "./organization-policies";
import { allows, judge, type PolicyVerdict } from "./policy-verdict";
import { hasBoundaryInEffect, isLimitedByItsPolicies, sessionPoliciesInEffect } from "./policies-in-effect";
import { hasIdentityPolicies } from "./principal";
import { requestNotes } from "./request-notes";
import { RequestView } from "./request-view";
import { symbolCases } from "./symbol-cases";

/**
 * AWS's decision on a request, with the statements that made it; `reason` stands exactly with `unknown`. `notes`: what a
 * catalogue holds against the request; absent without one, and when there is nothing.
 */
export interface Evaluation {
  readonly decision: "allowed" | "explicitDeny" | "implicitDeny" | "unknown";
  readonly deciding: readonly StatementReference[];
  readonly reason?: Reason;
  readonly notes?: readonly Reason[];
}

/** What `evaluate` may be given beside request and policies. */
export interface EvaluateOptions {
  /** With it, `notes` say where AWS would not receive such a request; no decision depends on it. @default none */
  readonly catalogue?: ActionCatalogue;
  /** Of these `symbolCases` counts: beyond it the decision is `unknown`. @default `DEFAULT_LIMITS` */
  readonly limits?: Limits;
}

const IMPLICIT_DENY: Evaluation = { decision: "implicitDeny", deciding: [] };

/**
 * Decides a request as AWS does: an explicit deny in any policy that applies, then what the kinds of policies allow
 * together, then implicit deny. `unknown` where the decision hangs on what is not known: for symbols, where two of their
 * values decide otherwise, or it would take more cases than `symbolCases` to tell; `reason` says which (ADR 0019).
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(
  request: AuthorizationRequest,
  policies: ApplicablePolicies | CompiledPolicies,
  options: EvaluateOptions = {},
): Evaluation {
  const compiled = policies instanceof CompiledPolicies ? policies : new CompiledPolicies(policies);
  const view = new RequestView(request);
  const first = decide(view, compiled);
  const evaluation = first.decision === "unknown" ? decideByCases(view, compiled, first, options.limits) : first;
  const notes = options.catalogue === undefined ? [] : requestNotes(request, options.catalogue);
  return notes.length === 0 ? evaluation : { ...evaluation, notes };
}

/** What is so in each case of what the symbols may be is so; with the statements that decide one case or another. */
function decideByCases(
  view: RequestView,
  compiled: CompiledPolicies,
  open: Evaluation,
  limits: Limits = DEFAULT_LIMITS,
): Evaluation {
  const cases = symbolCases(view, compiled, limits.symbolCases);
  if (cases === "tooMany") return { ...open, ...(open.reason && { reason: { ...open.reason, limit: "symbolCases" } }) };
  const deciding: StatementReference[] = [];
  let decision: Evaluation["decision"] | undefined;
  for (const policies of cases) {
    const evaluation = decide(view, new CompiledPolicies(policies));
    decision ??= evaluation.decision;
    if (evaluation.decision === "unknown" || evaluation.decision !== decision) return open;
    deciding.push(...evaluation.deciding.filter((reference) => !deciding.some((one) => isSame(one, reference))));
  }
  return decision === undefined ? open : { decision, deciding };
}

function isSame(a: StatementReference, b: StatementReference): boolean {
  return a.policyId === b.policyId && a.statementIndex === b.statementIndex;
}

function decide(view: RequestView, compiled: CompiledPolicies): Evaluation {
  const verdicts = judgeAll(view, compiled);
  let denies: Outcome = false;
  for (const verdict of verdicts.all) denies = or(denies, verdict.denies);
  if (denies === true) return { decision: "explicitDeny", deciding: collect(verdicts.all, "denying") };
  let allowed = isAllowed(view, compiled, verdicts);
  for (const level of verdicts.levels) allowed = and(allowed, allows(level));
  if (denies === false && allowed === true) {
    return { decision: "allowed", deciding: collect(verdicts.all, "allowing") };
  }
  if (denies === false && allowed === false) return IMPLICIT_DENY;
  return unknown(denies === false ? allowed : denies, verdicts.all);
}

/** The verdicts of the kinds that take part. */
interface Verdicts {
  identity: PolicyVerdict | undefined;
  boundary: PolicyVerdict | undefined;
  session: PolicyVerdict | undefined;
  resource: PolicyVerdict | undefined;
  readonly levels: PolicyVerdict[];
  readonly all: PolicyVerdict[];
}

function judgeAll(view: RequestView, policies: CompiledPolicies): Verdicts {
  const hasBoundary = hasBoundaryInEffect(view, policies);
  const all: PolicyVerdict[] = [];
  const judgeKind = (statements: readonly CompiledStatement[] | undefined): PolicyVerdict | undefined => {
    if (statements === undefined) return undefined;
    const verdict = judge(statements, view, hasBoundary);
    all.push(verdict);
    return verdict;
  };
  const verdicts: Verdicts = {
    identity: undefined,
    boundary: undefined,
    session: undefined,
    resource: undefined,
    levels: [],
    all,
  };
  if (isLimitedByItsPolicies(view.principal)) {
    verdicts.identity = judgeKind(policies.identity);
    verdicts.boundary = judgeKind(policies.permissionsBoundary);
    verdicts.session = judgeKind(sessionPoliciesInEffect(view, policies));
  }
  verdicts.resource = judgeKind(policies.resource);
  for (const level of levelsThatLimit(view, policies)) {
    const verdict = judgeKind(level);
    if (verdict !== undefined) verdicts.levels.push(verdict);
  }
  return verdicts;
}

const NO_LEVELS: readonly (readonly CompiledStatement[])[] = [];

function levelsThatLimit(
  view: RequestView,
  { scps, rcps }: CompiledPolicies,
): readonly (readonly CompiledStatement[])[] {
  if (scps.length + rcps.length === 0) return NO_LEVELS;
  return [...(isLimitedByScps(view) ? scps : []), ...(isLimitedByRcps(view) ? rcps : [])];
}

/** Whether identity side and resource side allow the request together; explicit denies and levels come elsewhere. */
function isAllowed(view: RequestView, policies: CompiledPolicies, verdicts: Verdicts): Outcome {
  const { identity, boundary, session, resource } = verdicts;
  const hasLevels = policies.scps.length + policies.rcps.length > 0;
  if (!hasIdentityPolicies(view.principal)) {
    return resource ? allows(resource) : hasLevels && policies.identity === undefined;
  }
  const boundaries = and(boundary ? allows(boundary) : true, session ? allows(session) : true);
  const identitySide = and(identity ? allows(identity) : true, boundaries);
  if (resource === undefined) {
    const takesPart = identity ?? boundary ?? session;
    return takesPart === undefined ? hasLevels || view.principal.kind === "accountRoot" : identitySide;
  }
  const account = view.resourceAccount ?? view.principal.account;
  if (account !== view.principal.account) return and(identitySide, allows(resource));
  const byResource = or(resource.allowsDirectly, and(resource.allowsRole, boundaries));
  const delegates = policies.identity === undefined || policies.resourcePolicyKind !== "other";
  return or(byResource, delegates ? and(resource.allowsAccount, identitySide) : identitySide);
}

function unknown(reason: Outcome, verdicts: readonly PolicyVerdict[]): Evaluation {
  if (typeof reason === "boolean") throw new InvariantError("a decision is unknown for no reason");
  return { decision: "unknown", deciding: collect(verdicts, "undecided"), reason };
}

function collect(
  verdicts: readonly PolicyVerdict[],
  which: "denying" | "allowing" | "undecided",
): readonly StatementReference[] {
  const [first] = verdicts;
  if (verdicts.length === 1 && first !== undefined) return first[which];
  return verdicts.flatMap((verdict) => verdict[which]);
}
