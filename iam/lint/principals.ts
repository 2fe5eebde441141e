import type { LintContext } from "./lint-context";
import type { PrincipalKind, PrincipalView, StatementView } from "./statement-view";

/** Principals of a kind whose text is known, with their statements. */
export function knownPrincipals(
  { statements }: LintContext,
  kind: PrincipalKind,
): readonly (readonly [PrincipalView, StatementView])[] {
  return statements.flatMap((statement) =>
    statement.principals
      .filter((view) => view.kind === kind && !view.hasSymbol)
      .map((view) => [view, statement] as const),
  );
}

/** Whether the statement's actions name or match an action for certain. */
export function namesAction({ actions }: StatementView, lowerAction: string): boolean {
  return actions.some(({ element, text }) => element === "Action" && text.toLowerCase() === lowerAction);
}
