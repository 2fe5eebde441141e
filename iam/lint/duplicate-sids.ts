import type { StatementView } from "./statement-view";

/** The statements whose Sid an earlier statement has too; case counts, empty Sids do not. */
export function duplicateSids(statements: readonly StatementView[]): readonly (readonly [StatementView, string])[] {
  const seen = new Set<string>();
  return statements.flatMap((view) => {
    const { sid } = view.statement;
    if (sid === undefined || sid === "") return [];
    if (seen.has(sid)) return [[view, sid] as const];
    seen.add(sid);
    return [];
  });
}
