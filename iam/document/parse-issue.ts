/** One thing wrong with a document. */
export interface ParseIssue {
  readonly code: ParseIssueCode;
  /** JSON pointer (RFC 6901) to the value that is wrong. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * Every issue that parsing reports, and what it does to the document. `invalid`: AWS refuses the document and no safe
 * meaning can be given to it. `rides`: what is written can still be evaluated as it stands.
 */
const EFFECT_OF_ISSUE = {
  "malformed-json": "invalid",
  "json-too-deep": "invalid",
  "json-too-long": "invalid",
  "not-json-value": "invalid",
  "duplicate-key": "invalid",
  "wrong-json-type": "invalid",
  "missing-statement": "invalid",
  "invalid-version": "invalid",
  "missing-effect": "invalid",
  "invalid-effect": "invalid",
  "missing-action": "invalid",
  "action-and-not-action": "invalid",
  "missing-resource": "invalid",
  "resource-and-not-resource": "invalid",
  "principal-and-not-principal": "invalid",
  "unknown-statement-element": "invalid",
  "element-not-allowed": "invalid",
  "unknown-principal-kind": "invalid",
  "empty-complement": "invalid",
  "malformed-variable": "invalid",
  "unknown-symbol": "invalid",
  "malformed-symbol": "invalid",
  "unsupported-format-version": "invalid",
  "unknown-element": "rides",
  "missing-version": "rides",
  "missing-principal": "rides",
  "empty-list": "rides",
  "duplicate-sid": "rides",
  "malformed-sid": "rides",
  "malformed-action": "rides",
  "malformed-arn": "rides",
  "malformed-principal": "rides",
  "malformed-condition-key": "rides",
  "malformed-condition-value": "rides",
  "duplicate-condition-key": "rides",
  "unknown-operator": "rides",
  "misplaced-wildcard": "rides",
  "misplaced-variable": "rides",
  "unsupported-in-policy-type": "rides",
} as const satisfies Record<string, "invalid" | "rides">;

/** Codes of the issues that parsing reports. */
export type ParseIssueCode = keyof typeof EFFECT_OF_ISSUE;

/** Collects the issues of one document; parsing goes on after each, so that all are reported at once. */
export class IssueCollector {
  readonly issues: ParseIssue[] = [];

  add(code: ParseIssueCode, pointer: string, message: string): void {
    this.issues.push({ code, pointer, message });
  }

  /** Whether one of the issues leaves the document without a safe meaning. */
  get isInvalid(): boolean {
    return this.issues.some(({ code }) => isInvalidating(code));
  }
}

/** Whether an issue leaves what it stands on without a safe meaning. */
export function isInvalidating(code: ParseIssueCode): boolean {
  return EFFECT_OF_ISSUE[code] === "invalid";
}
