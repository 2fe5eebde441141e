import type { ActionCatalogue } from "../data/action-catalogue";
import type { StatementReference } from "../document/policy-document";
import { InvariantError } from "../errors";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { or, type Outcome } from "../outcome";
import type { Reason } from "../reason";
import type { ApplicablePolicies, AuthorizationRequest } from "./authorization-request";
import { CompiledPolicies } from "./compile-policies";
import type { PolicyVerdict } from "./policy-verdict";
import { refusalOf } from "./refusal";
import { requestNotes } from "./request-notes";
import { RequestView } from "./request-view";
import { symbolCases } from "./symbol-cases";
import { isAllowed, judgeAll } from "./verdicts";

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
  /**
   * With it, the decision is over requests as AWS receives them: what AWS refuses whatever the policies say (`refusalOf`) is
   * denied, and `notes` say where AWS would not receive such a request. Containment with a catalogue knows partitions, but does
   * not tie a passed role to the caller's account: its counterexample may be denied here. @default none: the policies alone decide
   */
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
  if (options.catalogue === undefined) return evaluation;
  const refusal = refusalOf(view);
  const notes = requestNotes(view, compiled.source, options.catalogue, refusal);
  const decided = refusal === undefined || evaluation.decision === "explicitDeny" ? evaluation : IMPLICIT_DENY;
  return notes.length === 0 ? decided : { ...decided, notes };
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
  const allowed = isAllowed(view, compiled, verdicts);
  if (denies === false && allowed === true) {
    return { decision: "allowed", deciding: collect(verdicts.all, "allowing") };
  }
  if (denies === false && allowed === false) return IMPLICIT_DENY;
  return unknown(denies === false ? allowed : denies, verdicts.all);
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
