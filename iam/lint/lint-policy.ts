import { createRequire } from "node:module";
import { readPolicyDocument } from "../document/parse-policy-document";
import type { PolicyDocument } from "../document/policy-document";
import type { Finding } from "./finding";
import { issueFindings } from "./issue-findings";
import { jsonStatements } from "./json-rule";
import { lint, sortFindings, type LintOptions } from "./lint";
import { inferPolicyType } from "./lint-context";
import { lintInvalid } from "./lint-invalid";

const requireModule = createRequire(__filename);

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

/**
 * The JSON value of an input; undefined where there is none, of which parsing has reported. A value that is already
 * parsed is copied, so that a getter of the caller cannot throw later.
 */
function readJson(input: unknown): unknown {
  try {
    return JSON.parse(typeof input === "string" ? input : JSON.stringify(input));
  } catch {
    return undefined;
  }
}

/** The findings of the rules on the JSON, and those in the document that they do not replace. */
function lintJson(
  json: unknown,
  policyType: NonNullable<LintOptions["policyType"]>,
  inDocument: readonly Finding[],
): readonly Finding[] {
  const { JSON_RULES } = requireModule("./json-rules") as typeof import("./json-rules");
  const findings: Finding[] = [];
  let kept = inDocument;
  for (const { code, severity, replaces, checkStatement } of JSON_RULES) {
    for (const statement of jsonStatements(json)) {
      checkStatement(statement, policyType, (pointer, message, fix) => {
        findings.push({ code, severity, pointer, message, ...(fix === undefined ? {} : { fix }) });
        kept = kept.filter((other) => other.code !== replaces || other.pointer !== pointer);
      });
    }
  }
  return [...kept, ...findings];
}
