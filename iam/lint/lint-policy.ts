import { createRequire } from "node:module";
import { parsePolicyDocument } from "../document/parse-policy-document";
import type { Finding } from "./finding";
import { issueFindings } from "./issue-findings";
import { jsonStatements } from "./json-rule";
import { lint, sortFindings, type LintOptions } from "./lint";
import { inferPolicyType } from "./lint-context";

const requireModule = createRequire(__filename);

/**
 * Finds everything wrong with a policy in JSON, text or a parsed value: what parsing reports, what only the JSON shows,
 * and what `lint` finds in the document, each once. A policy that cannot be given a safe meaning has the findings of
 * parsing alone. Never throws, whatever the input.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export function lintPolicy(input: unknown, options: LintOptions = {}): readonly Finding[] {
  const result = parsePolicyDocument(input, options.policyType === undefined ? {} : { policyType: options.policyType });
  const json = readJson(input);
  const hasDocument = result.kind === "parsed";
  const findings = [...issueFindings(result.issues, json, { hasDocument, policyType: options.policyType })];
  if (hasDocument) {
    const policyType = options.policyType ?? inferPolicyType(result.document);
    findings.push(...lint(result.document, { ...options, policyType }), ...lintJson(json, policyType));
  }
  return sortFindings(findings);
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

function lintJson(json: unknown, policyType: NonNullable<LintOptions["policyType"]>): readonly Finding[] {
  const { JSON_RULES } = requireModule("./json-rules") as typeof import("./json-rules");
  const findings: Finding[] = [];
  for (const { code, severity, checkStatement } of JSON_RULES) {
    for (const statement of jsonStatements(json)) {
      checkStatement(statement, policyType, (pointer, message, fix) => {
        findings.push({ code, severity, pointer, message, ...(fix === undefined ? {} : { fix }) });
      });
    }
  }
  return findings;
}
