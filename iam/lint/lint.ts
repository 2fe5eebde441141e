import { createRequire } from "node:module";
import type { ActionCatalogue } from "../data/action-catalogue";
import type { PolicyDocument, PolicyType } from "../document/policy-document";
import type { Finding } from "./finding";
import { createContext, inferPolicyType, type LintContext } from "./lint-context";
import { DEFAULT_QUOTAS, type Quotas } from "./quotas";
import type { Rule } from "./rule";

/** How a document is judged. */
export interface LintOptions {
  /** @default taken from the document, see `inferPolicyType` */
  readonly policyType?: PolicyType;
  /** What AWS's services define; without it, the rules that need it say nothing. */
  readonly catalogue?: ActionCatalogue;
  /** @default DEFAULT_QUOTAS */
  readonly quotas?: Partial<Quotas>;
  /** Severities of what is looked for; the rules of others are not run. @default all */
  readonly severities?: readonly Finding["severity"][];
}

/**
 * Finds what IAM Access Analyzer's policy validation finds in a document that was parsed, as far as no account is
 * needed. Findings stand in the order of the document, errors first at each place. What only the JSON shows (a missing
 * Version, an unknown element) is an issue of parsing: `lintPolicy` reports both, each once.
 * Nothing that hangs on a symbol's value is reported. Linear in the document but for the redundancy rules, which
 * compare the values of one statement in pairs.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export function lint(document: PolicyDocument, options: LintOptions = {}): readonly Finding[] {
  const policyType = options.policyType ?? inferPolicyType(document);
  const quotas = { ...DEFAULT_QUOTAS, ...options.quotas };
  const context = createContext(document, policyType, options.catalogue, quotas);
  const { severities } = options;
  const isAsked = ({ severity }: Rule): boolean => severities?.includes(severity) ?? true;
  return sortFindings(loadRules().flatMap((rule) => (isAsked(rule) ? runRule(rule, context) : [])));
}

function runRule(rule: Rule, context: LintContext): readonly Finding[] {
  if (rule.policyTypes !== undefined && !rule.policyTypes.includes(context.policyType)) return [];
  if (rule.needsCatalogue === true && context.catalogue === undefined) return [];
  const findings: Finding[] = [];
  rule.check(context, (pointer, message, fix) => {
    const finding = { code: rule.code, severity: rule.severity, pointer, message };
    findings.push(fix === undefined ? finding : { ...finding, fix });
  });
  return findings;
}

const requireModule = createRequire(__filename);
let rules: readonly Rule[] | undefined;

/** The rules are loaded when a document is first linted: the engine alone starts without them. */
function loadRules(): readonly Rule[] {
  rules ??= (requireModule("./registry") as typeof import("./registry")).RULES;
  return rules;
}

const RANK: Readonly<Record<Finding["severity"], number>> = { error: 0, securityWarning: 1, warning: 2, suggestion: 3 };

/** By place in the document, list indexes as numbers; then by severity and code. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      comparePointers(a.pointer, b.pointer) ||
      RANK[a.severity] - RANK[b.severity] ||
      a.code.localeCompare(b.code, "en") ||
      a.message.localeCompare(b.message, "en"),
  );
}

function comparePointers(a: string, b: string): number {
  if (a === b) return 0;
  const left = a.split("/");
  const right = b.split("/");
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const x = left[index] ?? "";
    const y = right[index] ?? "";
    if (x === y) continue;
    const numeric = /^\d+$/.test(x) && /^\d+$/.test(y);
    return numeric ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return left.length - right.length;
}
