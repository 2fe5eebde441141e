import type { StatementReference } from "../document/policy-document";
import { and, or, type Outcome } from "../outcome";
import type { Reason } from "../reason";
import type { ApplicablePolicies, AuthorizationRequest } from "./authorization-request";
import { CompiledPolicies } from "./compile-policies";
import type { CompiledStatement } from "./compiled-statement";
import { allows, judge, type PolicyVerdict } from "./policy-verdict";
import { hasIdentityPolicies } from "./principal";
import { isLimitedByRcps, isLimitedByScps } from "./organization-policies";
import { RequestView } from "./request-view";

/** AWS's decision on a request, with the statements that made it; `reason` stands exactly with `unknown`. */
export interface Evaluation {
  readonly decision: "allowed" | "explicitDeny" | "implicitDeny" | "unknown";
  readonly deciding: readonly StatementReference[];
  readonly reason?: Reason;
}

/**
 * Decides a request as AWS does: an explicit deny in any policy that applies, then what the kinds of policies allow
 * together, then implicit deny. `unknown` only where a different decision is possible for each answer to what is unknown.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: AuthorizationRequest, policies: ApplicablePolicies | CompiledPolicies): Evaluation {
  const compiled = policies instanceof CompiledPolicies ? policies : new CompiledPolicies(policies);
  return combine(new RequestView(request), compiled);
}

/** The verdicts of every kind that takes part. */
interface Verdicts {
  readonly identity: PolicyVerdict | undefined;
  readonly boundary: PolicyVerdict | undefined;
  readonly session: PolicyVerdict | undefined;
  readonly resource: PolicyVerdict | undefined;
  readonly levels: readonly PolicyVerdict[];
}

function combine(view: RequestView, policies: CompiledPolicies): Evaluation {
  const verdicts = judgeAll(view, policies);
  const all = [verdicts.identity, verdicts.boundary, verdicts.session, verdicts.resource, ...verdicts.levels].filter(
    (verdict) => verdict !== undefined,
  );
  let denies: Outcome = false;
  for (const verdict of all) denies = or(denies, verdict.denies);
  if (denies === true) return { decision: "explicitDeny", deciding: all.flatMap(({ denying }) => denying) };
  let allowed: Outcome = true;
  for (const level of verdicts.levels) allowed = and(allowed, allows(level));
  allowed = and(allowed, isAllowed(view, policies, verdicts));
  return decide(denies, allowed, all);
}

function judgeAll(view: RequestView, policies: CompiledPolicies): Verdicts {
  const hasBoundary = policies.permissionsBoundary !== undefined;
  const judgeKind = (statements: readonly CompiledStatement[] | undefined): PolicyVerdict | undefined =>
    statements && judge(statements, view, hasBoundary);
  const ofPrincipal = hasIdentityPolicies(view.principal) && view.principal.kind !== "accountRoot";
  const scps = isLimitedByScps(view) ? policies.scps : [];
  const rcps = isLimitedByRcps(view) ? policies.rcps : [];
  return {
    identity: ofPrincipal ? judgeKind(policies.identity) : undefined,
    boundary: ofPrincipal ? judgeKind(policies.permissionsBoundary) : undefined,
    session: ofPrincipal ? judgeKind(policies.session) : undefined,
    resource: judgeKind(policies.resource),
    levels: [...scps, ...rcps].map((level) => judge(level, view, hasBoundary)),
  };
}

/** Whether identity side and resource side allow the request together; explicit denies and levels come elsewhere. */
function isAllowed(view: RequestView, policies: CompiledPolicies, verdicts: Verdicts): Outcome {
  const { identity, boundary, session, resource } = verdicts;
  const boundaries = and(boundary ? allows(boundary) : true, session ? allows(session) : true);
  const isRoot = view.principal.kind === "accountRoot";
  const onlyLevels = policies.scps.length + policies.rcps.length > 0;
  if (!hasIdentityPolicies(view.principal)) return resource ? allows(resource) : onlyLevels;
  const takesPart = identity ?? boundary ?? session ?? (isRoot ? true : undefined);
  const identitySide = and(identity ? allows(identity) : true, boundaries);
  if (resource === undefined) return takesPart === undefined ? onlyLevels : identitySide;
  const account = view.resourceAccount ?? view.principal.account;
  if (account !== view.principal.account) return and(policies.identity ? identitySide : boundaries, allows(resource));
  const byResource = or(resource.allowsDirectly, and(resource.allowsRole, boundaries));
  const delegates = policies.identity === undefined || policies.resourcePolicyKind !== "other";
  return or(byResource, delegates ? and(resource.allowsAccount, identitySide) : identitySide);
}

function decide(denies: Outcome, allowed: Outcome, verdicts: readonly PolicyVerdict[]): Evaluation {
  if (allowed === false && denies === false) return { decision: "implicitDeny", deciding: [] };
  if (allowed === true && denies === false) {
    return { decision: "allowed", deciding: verdicts.flatMap(({ allowing }) => allowing) };
  }
  const reason = typeof denies === "boolean" ? allowed : denies;
  if (typeof reason === "boolean") return { decision: "implicitDeny", deciding: [] };
  return { decision: "unknown", deciding: verdicts.flatMap(({ undecided }) => undecided), reason };
}
