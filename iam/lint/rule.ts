import type { PolicyType } from "../document/policy-document";
import type { Severity } from "./finding";
import type { LintContext } from "./lint-context";

/** Takes what a rule found. */
export type Report = (pointer: string, message: string, fix?: string) => void;

/** What a rule says about itself; docs/lint.md is made of it. */
export interface RuleMetadata {
  /** AWS's issue code in kebab-case; the file carries the same name. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what the rule finds. */
  readonly description: string;
  /** The AWS page that defines the check. */
  readonly source: string;
  /** Types of policies that are judged. @default all */
  readonly policyTypes?: readonly PolicyType[];
  /** The rule says nothing when `lint` got no catalogue. @default false */
  readonly needsCatalogue?: boolean;
}

/** One check: exact unless its description says what it may miss. It never reports what hangs on a symbol's value. */
export interface Rule extends RuleMetadata {
  readonly check: (context: LintContext, report: Report) => void;
}

const CHECK_REFERENCE =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-";
const SECTION: Readonly<Record<Severity, string>> = {
  error: "error",
  securityWarning: "security-warning",
  warning: "general-warning",
  suggestion: "suggestion",
};

/** The section of AWS's policy check reference that defines a code; `anchor` where AWS's anchor is not the code. */
export function checkReference(severity: Severity, anchor: string): string {
  return `${CHECK_REFERENCE}${SECTION[severity]}-${anchor}`;
}

/** A rule of AWS's reference: its source follows from its code and severity unless given. */
export function awsRule(rule: Omit<Rule, "source"> & { readonly source?: string }): Rule {
  return { source: checkReference(rule.severity, rule.code), ...rule };
}

/** The policies that AWS validates as identity policies: they are attached to, or passed with, an identity. */
export const IDENTITY_TYPES: readonly PolicyType[] = ["identity", "permissionsBoundary", "session"];
