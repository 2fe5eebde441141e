import type { ParseResult } from "../document/parse-policy-document";
import type { Finding } from "./finding";
import { issueFindings } from "./issue-findings";
import { lint, sortFindings, type LintOptions } from "./lint";

/**
 * Finds what is wrong with a document that was parsed: what parsing reports of it, such as an empty list of statements or
 * an element that policies do not have, and what `lint` finds, each once. Symbols may stand in it, as for `lint`.
 * `lintPolicy` finds besides what only the shape of the JSON shows.
 */
export function lintParsed(
  { document, issues }: Extract<ParseResult, { kind: "parsed" }>,
  options: LintOptions = {},
): readonly Finding[] {
  const { policyType, severities } = options;
  const reported = issueFindings(issues, undefined, { hasDocument: true, policyType });
  const asked = reported.filter(({ severity }) => severities?.includes(severity) ?? true);
  return sortFindings([...asked, ...lint(document, options)]);
}
