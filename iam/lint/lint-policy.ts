import { readPolicyDocument } from "../document/parse-policy-document";
import type { PolicyDocument } from "../document/policy-document";
import type { Finding } from "./finding";
import { issueFindings } from "./issue-findings";
import { lint, sortFindings, type LintOptions } from "./lint";
import { inferPolicyType } from "./lint-context";
import { lintJson, readJson } from "./lint-json";
import { lintInvalid } from "./lint-invalid";

/**
 * Finds everything wrong with a policy in JSON, text or a parsed value: what parsing reports, what only the JSON shows,
 * and what `lint` finds in the document, each once; of a policy that parsing refuses, what can be found in the rest of it
 * (`lintInvalid`). Never throws, whatever the input.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export function lintPolicy(input: unknown, options: LintOptions = {}): readonly Finding[] {
  const { policyType: given } = options;
  const { document, issues, isInvalid } = readPolicyDocument(input, given === undefined ? {} : { policyType: given });
  const json = readJson(input);
  const hasDocument = document !== undefined;
  const findings = [...issueFindings(issues, json, { hasDocument, policyType: given })];
  if (hasDocument) {
    const policyType = given ?? inferPolicyType(document);
    const lintOne = (one: PolicyDocument): readonly Finding[] => lint(one, { ...options, policyType });
    const found = isInvalid ? lintInvalid(document, issues, lintOne) : lintOne(document);
    findings.push(...lintJson(json, policyType, withoutRepeated(found, findings)));
  }
  return sortFindings(findings);
}

/** A rule may find in a broken statement what parsing has reported. */
function withoutRepeated(found: readonly Finding[], reported: readonly Finding[]): readonly Finding[] {
  return found.filter(
    ({ code, pointer }) => !reported.some((other) => other.code === code && other.pointer === pointer),
  );
}
