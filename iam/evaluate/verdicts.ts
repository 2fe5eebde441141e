import { and, or, type Outcome } from "../outcome";
import type { CompiledPolicies } from "./compile-policies";
import type { CompiledStatement } from "./compiled-statement";
import { isLimitedByRcps, isLimitedByScps } from "./organization-policies";
import { hasBoundaryInEffect, isLimitedByItsPolicies, sessionPoliciesInEffect } from "./policies-in-effect";
import { allows, judge, type PolicyVerdict } from "./policy-verdict";
import { hasIdentityPolicies } from "./principal";
import { resourcePolicyKind } from "./resource-policy-kind";
import type { RequestView } from "./request-view";

/** What each kind of policies that takes part says of one request. */
export interface Verdicts {
  identity: PolicyVerdict | undefined;
  boundary: PolicyVerdict | undefined;
  session: PolicyVerdict | undefined;
  resource: PolicyVerdict | undefined;
  /** SCPs, then RCPs, one a level. */
  readonly levels: PolicyVerdict[];
  readonly all: PolicyVerdict[];
}

/** Judges every kind that limits the caller or grants to it. */
export function judgeAll(view: RequestView, policies: CompiledPolicies): Verdicts {
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

/** Whether the kinds allow the request together, explicit denies aside. */
export function isAllowed(view: RequestView, policies: CompiledPolicies, verdicts: Verdicts): Outcome {
  let allowed = doSidesAllow(view, policies, verdicts);
  for (const level of verdicts.levels) allowed = and(allowed, allows(level));
  return allowed;
}

/** Whether identity side and resource side allow the request together. */
function doSidesAllow(view: RequestView, policies: CompiledPolicies, verdicts: Verdicts): Outcome {
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
  const kind = resourcePolicyKind(policies.resourcePolicyKind, view);
  const delegates = policies.identity === undefined || kind !== "other";
  return or(byResource, delegates ? and(resource.allowsAccount, identitySide) : identitySide);
}
