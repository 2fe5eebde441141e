import type { CompiledCondition } from "../condition/compile-condition";
import { or, type Outcome } from "../outcome";
import type { ApplicablePolicies, AuthorizationRequest } from "./authorization-request";
import { CompiledPolicies } from "./compile-policies";
import type { CompiledStatement } from "./compiled-statement";
import { evaluate, type EvaluateOptions, type Evaluation } from "./evaluate";
import { isLimitedByRcps, isLimitedByScps } from "./organization-policies";
import { implicitDenyReason } from "./implicit-deny-reason";
import { hasBoundaryInEffect, sessionPoliciesInEffect } from "./policies-in-effect";
import { hasIdentityPolicies } from "./principal";
import { RequestView } from "./request-view";

/**
 * Says in sentences why a request is allowed or not: the decision first, then each statement of each kind, whether it
 * matches, and if not every element and condition that keeps it from matching. The options are those of `evaluate`.
 * Costs a second evaluation; `evaluate` pays nothing for it.
 */
export function explain(
  request: AuthorizationRequest,
  policies: ApplicablePolicies | CompiledPolicies,
  options: EvaluateOptions = {},
): readonly string[] {
  const compiled = policies instanceof CompiledPolicies ? policies : new CompiledPolicies(policies);
  const view = new RequestView(request);
  const hasBoundary = hasBoundaryInEffect(view, compiled);
  const evaluation = evaluate(request, compiled, options);
  const lines = [decisionSentence(evaluation, request, () => implicitDenyReason(request, compiled, options))];
  for (const { name, statements, takesPart } of kindsOf(compiled, view)) {
    if (takesPart !== true) lines.push(`${name}: takes no part, because ${takesPart}.`);
    else if (statements.length === 0) lines.push(`${name}: no statement.`);
    else lines.push(...statements.map((statement) => `${name}: ${explainStatement(statement, view, hasBoundary)}`));
  }
  return lines;
}

function decisionSentence(
  { decision, deciding, reason }: Evaluation,
  request: AuthorizationRequest,
  deniedBecause: () => string,
): string {
  const what = `\`${request.principal}\` doing \`${request.action}\` on \`${request.resource}\``;
  const by = deciding.map(({ policyId, pointer }) => `\`${policyId}\` at \`${pointer}\``).join(", ");
  switch (decision) {
    case "allowed":
      return by === "" ? `Allowed: ${what}.` : `Allowed: ${what}, by ${by}.`;
    case "explicitDeny":
      return `Explicitly denied: ${what}, by ${by}.`;
    case "implicitDeny":
      return `Implicitly denied: ${what}, since ${deniedBecause()}.`;
    case "unknown":
      return `Unknown: ${what}, because ${reason?.message ?? "a value is not known"}.`;
  }
}

interface Kind {
  readonly name: string;
  readonly statements: readonly CompiledStatement[];
  /** True, or why not. */
  readonly takesPart: true | string;
}

function kindsOf(policies: CompiledPolicies, view: RequestView): readonly Kind[] {
  const { kind } = view.principal;
  let ofPrincipal: true | string = hasIdentityPolicies(view.principal) || "the caller is no user, role or session";
  if (kind === "accountRoot") ofPrincipal = "it does not limit the account's root user";
  const scps: true | string = isLimitedByScps(view) || "SCPs do not limit this caller";
  const rcps: true | string = isLimitedByRcps(view) || "RCPs do not limit this action, resource or caller";
  const one = (name: string, statements: readonly CompiledStatement[] | undefined, takesPart: true | string): Kind[] =>
    statements === undefined ? [] : [{ name, statements, takesPart }];
  return [
    ...one("Identity policies", policies.identity, ofPrincipal),
    ...one("Permissions boundary", policies.permissionsBoundary, ofPrincipal),
    ...one("Session policies", sessionPoliciesInEffect(view, policies), ofPrincipal),
    ...one("Resource policy", policies.resource, true),
    ...policies.scps.flatMap((level, index) => one(`SCPs of level ${index + 1}`, level, scps)),
    ...policies.rcps.flatMap((level, index) => one(`RCPs of level ${index + 1}`, level, rcps)),
  ];
}

function explainStatement(statement: CompiledStatement, view: RequestView, hasBoundary: boolean): string {
  const { reference, effect } = statement;
  const sid = reference.sid === undefined ? "" : `, Sid \`${reference.sid}\``;
  const name = `${effect} statement at \`${reference.pointer}\` of \`${reference.policyId}\`${sid}`;
  const problems = problemsOf(statement, view, hasBoundary);
  if (problems.length === 0) return `the ${name} matches.`;
  const verdict = problems.every(({ isCertain }) => !isCertain) ? "may match" : "does not match";
  return `the ${name} ${verdict}: ${problems.map(({ text }) => text).join("; ")}.`;
}

/** Each element and condition that keeps a statement from matching, or may, as a part of a sentence. */
export function mismatchesOf(statement: CompiledStatement, view: RequestView, hasBoundary: boolean): readonly string[] {
  return problemsOf(statement, view, hasBoundary).map(({ text }) => text);
}

function problemsOf(statement: CompiledStatement, view: RequestView, hasBoundary: boolean): readonly Problem[] {
  const ofConditions = statement.conditions.flatMap((condition) => explainCondition(condition, view));
  return [...explainElements(statement, view, hasBoundary), ...ofConditions];
}

/** What keeps a statement from matching, or may keep it. */
interface Problem {
  readonly text: string;
  readonly isCertain: boolean;
}

function explainElements(statement: CompiledStatement, view: RequestView, hasBoundary: boolean): readonly Problem[] {
  const written = statement.statement;
  const { direct, role, account } = statement.matchesPrincipal(view, hasBoundary);
  const named: readonly (readonly [string, string, Outcome])[] = [
    [written.notPrincipals ? "NotPrincipal" : "Principal", view.principal.text, or(direct, or(role, account))],
    [written.notActions ? "NotAction" : "Action", view.request.action, statement.matchesAction(view)],
    [written.notResources ? "NotResource" : "Resource", view.resource, statement.matchesResource(view)],
  ];
  return named.flatMap(([element, value, outcome]): readonly Problem[] => {
    if (outcome === true) return [];
    if (outcome === false) return [{ text: `its ${element} does not cover \`${value}\``, isCertain: true }];
    const text = `whether its ${element} covers \`${value}\` is unknown, because ${outcome.message}`;
    return [{ text, isCertain: false }];
  });
}

function explainCondition(condition: CompiledCondition, view: RequestView): readonly Problem[] {
  const outcome = condition.holds(view);
  if (outcome === true) return [];
  const { operator, key, values } = condition.source;
  const value = view.valueOf(condition.key);
  const has = value === undefined ? "the request has no such key" : `the request has ${listText([value].flat())}`;
  const asks = `the policy names ${values.length === 0 ? "no value" : listText(values)}`;
  const what = `\`${operator}\` on \`${key}\``;
  if (outcome === false) return [{ text: `${what} does not hold: ${has}, ${asks}`, isCertain: true }];
  return [{ text: `whether ${what} holds is unknown, because ${outcome.message}`, isCertain: false }];
}

function listText(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(", ");
}
