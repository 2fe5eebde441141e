import type { LintContext } from "./lint-context";
import type { StatementView } from "./statement-view";

/** Keys that say on whose behalf a service calls, in lower case. */
export const SOURCE_KEYS: readonly string[] = [
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
];

/** Keys that do the same less well, in lower case. */
export const WEAK_SOURCE_KEYS: readonly string[] = ["aws:referer", "aws:sourceowner"];

/** Allow statements of a resource policy whose principals are services only, all known, without a key of the source. */
export function openServiceStatements({ statements }: LintContext): readonly StatementView[] {
  return statements.filter(
    ({ isAllow, principals, conditions }) =>
      isAllow &&
      principals.length > 0 &&
      principals.every(({ kind, element, hasSymbol }) => kind === "Service" && element === "Principal" && !hasSymbol) &&
      !conditions.some(({ lowerKey }) => SOURCE_KEYS.includes(lowerKey)),
  );
}
