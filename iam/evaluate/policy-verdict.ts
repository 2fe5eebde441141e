import type { StatementReference } from "../document/policy-document";
import { and, or, type Outcome } from "../outcome";
import type { CompiledStatement } from "./compiled-statement";
import type { RequestView } from "./request-view";

/** What the statements of one kind of policy say together about one request. */
export interface PolicyVerdict {
  denies: Outcome;
  /** An Allow statement names the caller itself. */
  allowsDirectly: Outcome;
  /** An Allow statement names the role of the caller's session. */
  allowsRole: Outcome;
  /** An Allow statement names the caller's account. */
  allowsAccount: Outcome;
  /** Statements with effect Deny that match. */
  denying: readonly StatementReference[];
  /** Statements with effect Allow that match. */
  allowing: readonly StatementReference[];
  /** Statements that may match. */
  undecided: readonly StatementReference[];
}

const NONE: readonly StatementReference[] = [];

/** Evaluates statements, all of them: a Deny anywhere decides, and every deciding statement is named. */
export function judge(
  statements: readonly CompiledStatement[],
  view: RequestView,
  hasBoundary: boolean,
): PolicyVerdict {
  const verdict: PolicyVerdict = {
    denies: false,
    allowsDirectly: false,
    allowsRole: false,
    allowsAccount: false,
    denying: NONE,
    allowing: NONE,
    undecided: NONE,
  };
  for (const statement of statements) judgeStatement(statement, view, hasBoundary, verdict);
  return verdict;
}

function judgeStatement(
  statement: CompiledStatement,
  view: RequestView,
  hasBoundary: boolean,
  verdict: PolicyVerdict,
): void {
  const rest = statement.matchesAllButPrincipal(view);
  if (rest === false) return;
  const principal = statement.matchesPrincipal(view, hasBoundary);
  const direct = and(rest, principal.direct);
  const role = and(rest, principal.role);
  const account = and(rest, principal.account);
  const matches = or(direct, or(role, account));
  if (matches === false) return;
  if (matches !== true) verdict.undecided = append(verdict.undecided, statement);
  if (statement.effect === "Deny") {
    verdict.denies = or(verdict.denies, matches);
    if (matches === true) verdict.denying = append(verdict.denying, statement);
    return;
  }
  verdict.allowsDirectly = or(verdict.allowsDirectly, direct);
  verdict.allowsRole = or(verdict.allowsRole, role);
  verdict.allowsAccount = or(verdict.allowsAccount, account);
  if (matches === true) verdict.allowing = append(verdict.allowing, statement);
}

function append(references: readonly StatementReference[], { reference }: CompiledStatement): StatementReference[] {
  return references.length === 0 ? [reference] : [...references, reference];
}

/** Whether an Allow statement matches, however it names the caller. */
export function allows(verdict: PolicyVerdict): Outcome {
  return or(verdict.allowsDirectly, or(verdict.allowsRole, verdict.allowsAccount));
}
