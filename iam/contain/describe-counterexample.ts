import type { NamedPolicy, PolicySymbol, StatementReference } from "../document/policy-document";
import type { CompiledStatement } from "../evaluate/compiled-statement";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import { mismatchesOf } from "../evaluate/explain";
import { RequestView } from "../evaluate/request-view";
import type { Containment, ContainmentOptions, PermissionSource, Witness } from "./containment";
import { policyTypeOf } from "./policy-type";
import { requestBy } from "./separate-principals";
import { readSide, type Side } from "./side";

/** Statements of the outer side that are told: those with the least between them and the request. */
const NEAREST_TOLD = 3;

/**
 * Says for people what a counterexample shows, a line each: who, does what, on what, under which conditions, for which
 * values of what is not known, allowed by which statement, and why `outer` does not allow it. `outer` and the policy type are
 * those of the question.
 */
export function describeCounterexample(
  { counterexample, symbols, allowedBy, notAllowedBecause }: Containment & { kind: "notContained" },
  outer: PermissionSource,
  options: Pick<ContainmentOptions, "policyType"> = {},
): readonly string[] {
  const asked = policyTypeOf([outer]);
  const policyType = options.policyType ?? (asked.kind === "known" ? asked.policyType : "resource");
  const labels = symbolsOf(outer);
  const because =
    notAllowedBecause === "noStatementAllows"
      ? missing(counterexample, readSide(outer, policyType, new Map(Object.entries(symbols ?? {})), false))
      : [`not allowed before: denied by ${notAllowedBecause.map(statementText).join(", ")}`];
  return [
    ...describeRequest(
      symbols === undefined ? { request: counterexample } : { request: counterexample, symbols },
      labels,
    ),
    `allowed by: ${allowedBy.map(statementText).join(", ")}`,
    ...because,
  ];
}

/** Says for people what a request is, a line each; `labels` are names of symbols by their ids. */
export function describeRequest(
  { request, symbols = {} }: Witness,
  labels: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const conditions = Object.entries(request.context).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return [
    `who: ${request.principal}`,
    `does: ${request.action}`,
    `on: ${request.resource}`,
    ...(conditions.length > 0 ? [`under: ${conditions.join(", ")}`] : []),
    ...Object.entries(symbols).map(([id, value]) => `if ${labels.get(id) ?? id} is: ${JSON.stringify(value)}`),
  ];
}

/** What keeps the nearest statements of the outer side from allowing the request. */
function missing(request: AuthorizationRequest, side: Side): readonly string[] {
  const own = requestBy(side, request, undefined);
  const view = new RequestView(own);
  const told = side.layers
    .flatMap((layer) => layer.filter(({ statement }) => statement.effect === "Allow"))
    .map(({ compiled, hasBoundary }) => ({
      compiled: compiled(),
      problems: mismatchesOf(compiled(), view, hasBoundary),
    }))
    .filter(({ problems }) => problems.length > 0)
    .sort((a, b) => a.problems.length - b.problems.length)
    .slice(0, NEAREST_TOLD);
  const all = side.layers.flat().filter(({ statement }) => statement.effect === "Allow").length;
  return [
    `not allowed before: no statement allows it${all > told.length ? `, the nearest of ${all} are` : ""}`,
    ...told.map(({ compiled, problems }) => `${referenceText(compiled)} does not: ${problems.join("; ")}`),
  ];
}

function referenceText({ reference }: CompiledStatement): string {
  return statementText(reference);
}

function statementText({ policyId, sid, pointer }: StatementReference): string {
  return `${policyId} ${pointer}${sid === undefined ? "" : ` (${sid})`}`;
}

/** Names of the symbols of a side, by their ids. */
function symbolsOf(source: PermissionSource): ReadonlyMap<string, string> {
  const documents = "kind" in source ? [] : [source].flat();
  const symbols = documents.flatMap((one: NamedPolicy | NamedPolicy["document"]): readonly PolicySymbol[] =>
    "document" in one ? one.document.symbols : one.symbols,
  );
  return new Map(symbols.map(({ id, label }) => [id, label]));
}
