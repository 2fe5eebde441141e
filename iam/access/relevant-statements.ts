import type { PolicyDocument, Statement } from "../document/policy-document";
import { globMatcher } from "../pattern/glob-matcher";
import { hasSymbol } from "../pattern/symbol-placeholder";

/**
 * Whether an Allow statement of one document may grant what another one allows, by their actions; never false where it does.
 * Two patterns are taken to have an action in common.
 */
export function mayMatchActions({ actions }: Statement, question: PolicyDocument): boolean {
  if (actions === undefined) return true;
  const asked = question.statements.flatMap((statement) => statement.actions ?? ["*"]);
  return actions.some((entry) => asked.some((wanted) => mayMeet(entry.toLowerCase(), wanted.toLowerCase())));
}

function mayMeet(a: string, b: string): boolean {
  if (hasSymbol(a) || hasSymbol(b)) return true;
  if (isPattern(a)) return isPattern(b) || globMatcher(a)(b);
  return isPattern(b) ? globMatcher(b)(a) : a === b;
}

function isPattern(entry: string): boolean {
  return /[*?]/.test(entry);
}
