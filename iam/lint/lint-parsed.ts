import type { ParseResult } from "../document/parse-policy-document";
import type { Finding } from "./finding";
import { issueFindings } from "./issue-findings";
import { lintJson, readJson } from "./lint-json";
import { inferPolicyType } from "./lint-context";
import { lint, sortFindings, type LintOptions } from "./lint";

/**
 * Finds what is wrong with a document that was parsed: what parsing reports of it, such as an empty list of statements or
 * an element that policies do not have, and what `lint` finds, each once. Symbols may stand in it, as for `lint`.
 * What only the shape of the JSON shows is found in `source`, the text or value from which it was parsed, where that is given.
 */
export function lintParsed(
  { document, issues }: Extract<ParseResult, { kind: "parsed" }>,
  options: LintOptions & { readonly source?: unknown } = {},
): readonly Finding[] {
  const { policyType, severities, source } = options;
  const reported = issueFindings(issues, undefined, { hasDocument: true, policyType });
  const asked = reported.filter(({ severity }) => severities?.includes(severity) ?? true);
  const inDocument = lint(document, options);
  if (source === undefined) return sortFindings([...asked, ...inDocument]);
  const found = lintJson(readJson(source), policyType ?? inferPolicyType(document), inDocument);
  return sortFindings([...asked, ...found.filter(({ severity }) => severities?.includes(severity) ?? true)]);
}
