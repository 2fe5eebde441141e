import {
  parsePolicyDocument,
  symbolicDocument,
  type AccessAnswer,
  type ParseResult,
  type PolicyDocument,
  type StatementReference,
} from "../../iam";
import { DOCUMENT_PROPERTIES, ROLE_TYPE } from "../../stack-model/document-properties";
import { attachesPolicies } from "../../stack-model/attached-documents";
import { collectStackDocuments } from "../../stack-model/stack-documents";
import type { StackDocument } from "../../stack-model/stack-document";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import { isComponentType } from "../../stack-model/published-documents";
import type { Finding } from "../findings";
import type { StackJudge } from "../policy-declaration";

/** What a policy asks of every document of one type, and how it says that the answer is bad. */
export interface DocumentRule {
  readonly policyType: "identity" | "trust";
  readonly judge: (document: PolicyDocument) => AccessAnswer;
  /** What the document does that it must not: `grants administrator access`. */
  readonly problem: string;
  readonly fix: string;
  /** Whether the rule reports documents that cannot be read: one rule for each document type, so that each is reported once. */
  readonly reportsUnreadable: boolean;
}

/** Whether resources of that type hold, attach or publish documents. */
export function readsDocuments(type: string): boolean {
  return type in DOCUMENT_PROPERTIES || attachesPolicies(type) || isComponentType(type);
}

/** Judges every document of the rule's type in a stack; what is not known gives one finding a document. */
export function documentJudge(rule: DocumentRule): StackJudge {
  return {
    reads: readsDocuments,
    inputsOf: ROLE_TYPE,
    judge: (resources) => {
      const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
      return collectStackDocuments(resources)
        .filter(({ policyType }) => policyType === rule.policyType)
        .flatMap((document) => judgeDocument(document, rule, byUrn));
    },
  };
}

function judgeDocument(
  document: StackDocument,
  rule: DocumentRule,
  byUrn: ReadonlyMap<string, StackResource>,
): readonly Finding[] {
  const { state, resource, property } = document;
  if (state.kind === "unknown") return rule.reportsUnreadable ? [unknownFinding(document, state, byUrn)] : [];
  const parsed = state.kind === "known" ? parsePolicyDocument(state.value, rule) : symbolicDocument(state.document);
  if (parsed.kind === "invalid") return rule.reportsUnreadable ? [unreadableFinding(document, parsed)] : [];
  const answer = rule.judge(parsed.document);
  if (answer.kind === "notGranted") return [];
  if (answer.kind === "granted") {
    const problem = `\`${property}\` ${rule.problem}, by ${answer.statements.map(nameOf).join(" and ")}`;
    return [{ kind: "violation", resource, problem, fix: rule.fix }];
  }
  const problem = `whether \`${property}\` ${rule.problem} is not decided: ${answer.reason.message}`;
  const isSymbol = answer.reason.symbol !== undefined;
  return [{ kind: "notVerified", resource, problem, fix: isSymbol ? MAKE_KNOWN : rule.fix }];
}

function nameOf({ statementIndex, sid, pointer }: StatementReference): string {
  return `statement ${statementIndex} (${sid === undefined ? pointer : `Sid \`${sid}\`, ${pointer}`})`;
}

const MAKE_KNOWN =
  "make the document from values that are known at preview: names instead of ARNs and ids, arnOf(resource), or " +
  "InstanceRole and PassRoleGuard of pulumi-ec2-identity, whose documents are verified at the first preview";

function unknownFinding(
  { resource }: StackDocument,
  state: Extract<StackDocument["state"], { kind: "unknown" }>,
  byUrn: ReadonlyMap<string, StackResource>,
): Finding {
  const paths = state.paths.map((path) => `\`${path}\``).join(", ");
  const sources = state.dependsOn.flatMap((urn) => byUrn.get(urn) ?? []).map(labelOf);
  const from = sources.length === 0 ? "" : `, since ${sources.join(", ")} decides it`;
  const note = state.note === undefined ? "" : `; ${state.note}`;
  return {
    kind: "notVerified",
    resource,
    problem: `${paths} ${state.reason ?? `is not known at preview${from}${note}`}`,
    fix:
      state.reason === undefined
        ? MAKE_KNOWN
        : "make the policy in this stack, or check what it grants where it is made",
  };
}

function unreadableFinding(
  { resource, property, state }: StackDocument,
  { issues }: Extract<ParseResult, { kind: "invalid" }>,
): Finding {
  const problems = issues.map(({ pointer, message }) => (pointer === "" ? message : `${pointer}: ${message}`));
  const published = state.kind === "symbolic" && state.component !== undefined;
  return {
    kind: published ? "notVerified" : "violation",
    resource,
    problem: `\`${property}\` is no policy document that can be read: ${problems.join("; ")}`,
    fix: "write a JSON policy document with Version and Statement",
  };
}
