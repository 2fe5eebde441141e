import type { ParseIssue, ParseIssueCode } from "../document/parse-issue";
import type { PolicyType } from "../document/policy-document";
import type { Finding } from "./finding";
import { variableFindings } from "./malformed-variables";
import { didYouMean } from "./suggest";

/** How an issue of parsing becomes a finding. */
interface IssueMapping {
  /** The code, or how it follows from the place and the policy's type. */
  readonly code: string | ((element: string, policyType: PolicyType | undefined) => string);
  readonly fix?: string;
  /** Names of which the one at the end of the pointer may be a slip: the fix names the nearest. */
  readonly names?: readonly string[];
  /** A rule finds the same in the parsed document: the issue counts only when there is no document. */
  readonly hasRule?: true;
}

const ELEMENTS = ["Version", "Id", "Statement"];
const STATEMENT_ELEMENTS = "Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition".split(
  " ",
);
const PRINCIPAL_KINDS = ["AWS", "Service", "Federated", "CanonicalUser"];
const REMOVE = "remove the element, or correct its name";

const MAPPINGS: Readonly<Record<ParseIssueCode, IssueMapping>> = {
  "malformed-json": { code: "json-syntax-error", fix: "correct the JSON" },
  "json-too-deep": { code: "policy-too-large-to-read" },
  "json-too-long": { code: "policy-too-large-to-read" },
  "not-json-value": { code: "json-syntax-error", fix: "give JSON text or a parsed JSON value" },
  "duplicate-key": { code: "json-syntax-error", fix: "keep one of the two" },
  "wrong-json-type": {
    code: (element) => (/^(Not)?Principal$/.test(element) ? "invalid-principal-format" : "data-type-mismatch"),
  },
  "missing-statement": { code: "missing-statement", fix: "add a Statement" },
  "invalid-version": { code: "invalid-version", fix: 'use `"Version": "2012-10-17"`' },
  "missing-effect": { code: "missing-effect", fix: "add `Effect` with `Allow` or `Deny`" },
  "invalid-effect": { code: "invalid-effect", fix: "use `Allow` or `Deny`" },
  "missing-action": { code: "missing-action", fix: "add `Action`" },
  "action-and-not-action": { code: "unsupported-element-combination", fix: "remove one of the two" },
  "missing-resource": { code: "missing-resource", fix: "add `Resource`" },
  "resource-and-not-resource": { code: "unsupported-element-combination", fix: "remove one of the two" },
  "principal-and-not-principal": { code: "unsupported-element-combination", fix: "remove one of the two" },
  "unknown-statement-element": { code: "invalid-policy-element", fix: REMOVE, names: STATEMENT_ELEMENTS },
  "element-not-allowed": { code: codeOfForbiddenElement, fix: "remove the element" },
  "unknown-principal-kind": {
    code: "invalid-principal-key",
    fix: "use AWS, Service, Federated or CanonicalUser",
    names: PRINCIPAL_KINDS,
  },
  "empty-complement": { code: (element) => emptyCode(element), fix: "list what is to be excluded" },
  "malformed-variable": { code: "unsupported-symbol-in-variable" },
  "unknown-symbol": { code: "unknown-symbol" },
  "malformed-symbol": { code: "malformed-symbol" },
  "unsupported-format-version": { code: "unsupported-format-version" },
  "unknown-element": { code: "invalid-policy-element", fix: REMOVE, names: ELEMENTS },
  "missing-version": { code: "missing-version", fix: 'add `"Version": "2012-10-17"`' },
  "missing-principal": { code: "missing-principal", hasRule: true },
  "empty-list": { code: (element) => emptyCode(element), hasRule: true },
  "duplicate-sid": { code: "unique-sids-required", hasRule: true },
  "malformed-sid": { code: "unsupported-sid", hasRule: true },
  "malformed-action": { code: "invalid-action", hasRule: true },
  "malformed-arn": { code: "invalid-arn-resource", hasRule: true },
  "malformed-principal": { code: "invalid-principal-format", hasRule: true },
  "malformed-condition-key": { code: "invalid-condition-key-format", hasRule: true },
  "malformed-condition-value": { code: "type-mismatch", hasRule: true },
  "duplicate-condition-key": { code: "duplicate-keys-with-different-case", hasRule: true },
  "unknown-operator": { code: "invalid-condition-operator", hasRule: true },
  "misplaced-wildcard": { code: "unsupported-wildcard-in-principal", hasRule: true },
  "misplaced-variable": { code: "variable-unsupported-in-element", hasRule: true },
  "unsupported-in-policy-type": { code: "unsupported-element-combination", hasRule: true },
};

/** Codes of this table that are no errors. */
const WARNINGS: ReadonlySet<string> = new Set(["missing-version"]);

/**
 * The findings that the issues of parsing come to. With a document, issues that a rule finds as well are left to the
 * rule; without one, every issue is a finding, and an error.
 */
export function issueFindings(
  issues: readonly ParseIssue[],
  json: unknown,
  options: { readonly hasDocument: boolean; readonly policyType: PolicyType | undefined },
): readonly Finding[] {
  const findings: Finding[] = variableFindings(issues, json);
  for (const { code, pointer, message } of issues) {
    const mapping = MAPPINGS[code];
    const isEmptyStatement = code === "empty-list" && pointer === "/Statement";
    if (code === "malformed-variable" || (options.hasDocument && mapping.hasRule === true && !isEmptyStatement))
      continue;
    const element = pointer.slice(pointer.lastIndexOf("/") + 1);
    const aws = typeof mapping.code === "string" ? mapping.code : mapping.code(element, options.policyType);
    const severity = WARNINGS.has(aws) ? "warning" : "error";
    findings.push({
      code: aws,
      severity,
      pointer,
      message,
      ...(mapping.fix === undefined ? {} : { fix: didYouMean(element, mapping.names ?? [], mapping.fix) }),
    });
  }
  return findings;
}

function codeOfForbiddenElement(element: string, policyType: PolicyType | undefined): string {
  if (/Resource$/.test(element)) return "role-trust-policy-syntax-error-resource";
  return policyType === "scp" ? "scp-syntax-error-principal" : "unsupported-principal";
}

function emptyCode(element: string): string {
  if (element === "Statement") return "missing-statement";
  if (/Action$/.test(element)) return "empty-array-action";
  if (/Resource$/.test(element)) return "empty-array-resource";
  return /^(Not)?Principal$|^(AWS|Service|Federated|CanonicalUser)$/.test(element)
    ? "empty-array-principal"
    : "empty-array-condition";
}
