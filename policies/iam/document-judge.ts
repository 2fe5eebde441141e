import {
  issueFindings,
  type AccessAnswer,
  type ParseResult,
  type PolicyDocument,
  type StatementReference,
} from "../../iam";
import { attachesPolicies } from "../../stack-model/attachments";
import { DOCUMENT_PROPERTIES, ROLE_TYPE } from "../../stack-model/document-properties";
import { isComponentType } from "../../stack-model/published-documents";
import { policyIdOf } from "../../stack-model/principal-subject";
import { policiesThatNameRoles } from "../../stack-model/resource-grants";
import { readDocument } from "../../stack-model/read-document";
import type { StackDocument } from "../../stack-model/stack-document";
import { stackModelOf, type StackModel } from "../../stack-model/stack-model";
import { describesPrincipals, type StackPrincipal } from "../../stack-model/stack-principals";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import { causeAt, type Finding } from "../findings";
import type { StackJudge } from "../policy-declaration";
import type { Settings } from "../settings";
import { nameOf, reasonIn, type DocumentRule, type IdentityRule } from "./document-rule";
import { howToDecide, judgeHeld, judgePrincipals, MAKE_KNOWN } from "./principal-judge";

/** Whether resources of that type hold, attach or publish documents, or are or describe principals. */
export function readsDocuments(type: string): boolean {
  return type in DOCUMENT_PROPERTIES || attachesPolicies(type) || isComponentType(type) || describesPrincipals(type);
}

/**
 * Judges every document of the rule's type in a stack, as its holders have it: what the other policies or the boundary of
 * each of them take away is not granted. What is not known gives one finding a document.
 */
export function documentJudge(ruleOf: DocumentRule | ((settings: Settings) => DocumentRule)): StackJudge {
  return {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources, settings) => {
      const rule = typeof ruleOf === "function" ? ruleOf(settings) : ruleOf;
      const model = stackModelOf(resources);
      const judged =
        rule.policyType === "resource"
          ? policiesThatNameRoles(model)
          : model.documents.filter(({ policyType }) => policyType === rule.policyType);
      const findings = judged.flatMap((document) => judgeDocument(document, rule, model));
      return rule.policyType === "identity" && rule.addsUp
        ? [...findings, ...judgePrincipals(model, rule, findings)]
        : findings;
    },
  };
}

function judgeDocument(document: StackDocument, rule: DocumentRule, model: StackModel): readonly Finding[] {
  const { resource, property } = document;
  const parsed = readDocument(document);
  if (parsed?.kind !== "parsed") return notRead(document, parsed, model);
  const answer =
    rule.policyType === "identity" ? answerOf(document, parsed.document, rule, model) : rule.judge(parsed.document);
  if (answer.kind === "notGranted") return [];
  if (answer.kind === "granted") {
    const said = rule.problemOf?.(answer.request) ?? rule.problem;
    const problem = `\`${property}\` ${said}, by ${answer.statements.map(nameOf).join(" and ")}${reasonIn(rule, answer.request)}`;
    return [{ kind: "violation", resource, problem, fix: rule.fix, causes: causesIn(document, answer.statements) }];
  }
  const problem = `whether \`${property}\` ${rule.problem} is not decided: ${answer.reason.message}`;
  return [{ kind: "notVerified", resource, problem, ...howToDecide(answer.reason, rule, causeAt(resource, property)) }];
}

/** That a document is not known, or cannot be read: nothing is verified of it. */
export function notRead(
  document: StackDocument,
  parsed: Extract<ParseResult, { kind: "invalid" }> | undefined,
  model: StackModel,
): readonly Finding[] {
  const { state } = document;
  if (state.kind === "unknown") return [unknownFinding(document, state, model)];
  return parsed === undefined ? [] : [unreadableFinding("notVerified", document, parsed)];
}

/** The statements of a document as causes; an AWS managed policy is one as a whole. */
export function causesIn(
  { resource, property, awsManaged }: StackDocument,
  statements: readonly { readonly pointer: string }[],
): readonly string[] {
  if (awsManaged !== undefined) return [causeAt(resource, property)];
  return statements.map(({ pointer }) => causeAt(resource, property, pointer));
}

/** The statements of a principal's documents as causes. */
export function causesOf(principal: StackPrincipal, statements: readonly StatementReference[]): readonly string[] {
  return statements.flatMap((statement) =>
    documentsOf(principal, [statement]).flatMap((document) => causesIn(document, [statement])),
  );
}

/** The documents of a principal that have those statements. */
export function documentsOf(
  { documents }: StackPrincipal,
  statements: readonly StatementReference[],
): readonly StackDocument[] {
  const ids = new Set(statements.map(({ policyId }) => policyId));
  return documents.filter((document) => ids.has(policyIdOf(document)));
}

function answerOf(
  document: StackDocument,
  parsed: PolicyDocument,
  rule: IdentityRule,
  model: StackModel,
): AccessAnswer {
  const isSpared = rule.sparesAws === true && document.awsManaged !== undefined;
  if (isSpared || model.principals.boundariesOnly.has(document.resource.urn)) return { kind: "notGranted" };
  const alone = rule.judge(parsed);
  return alone.kind === "granted" ? judgeHeld(document, rule, model, alone) : alone;
}

function unknownFinding(
  { resource, property }: StackDocument,
  state: Extract<StackDocument["state"], { kind: "unknown" }>,
  { index }: StackModel,
): Finding {
  const paths = state.paths.map((path) => `\`${path}\``).join(", ");
  const sources = state.dependsOn.flatMap((urn): StackResource[] => {
    const found = index.byUrn.get(urn);
    return found === undefined ? [] : [found];
  });
  const from = sources.length === 0 ? "" : `, since ${sources.map(labelOf).join(", ")} decides it`;
  const note = state.note === undefined ? "" : `; ${state.note}`;
  return {
    kind: "notVerified",
    resource,
    problem: `${paths} ${state.reason ?? `is not known at preview${from}${note}`}`,
    fix:
      state.reason === undefined
        ? MAKE_KNOWN
        : "make the policy in this stack, or check what it grants where it is made",
    causes: [causeAt(resource, property)],
  };
}

/** That a document cannot be read and why: a violation of the policy on validity, which makes the others know nothing. */
export function unreadableFinding(
  kind: "violation" | "notVerified",
  { resource, property, policyType }: StackDocument,
  { issues }: Extract<ParseResult, { kind: "invalid" }>,
): Finding {
  const problems = issues.map(({ pointer, message }) => (pointer === "" ? message : `${pointer}: ${message}`));
  const fixes = issueFindings(issues, undefined, { hasDocument: false, policyType }).flatMap(({ pointer, fix }) =>
    fix === undefined ? [] : [pointer === "" ? fix : `${fix} (at ${pointer})`],
  );
  return {
    kind,
    resource,
    problem: `\`${property}\` is no policy document that can be read: ${problems.join("; ")}`,
    fix: fixes.length === 0 ? "write a JSON policy document with Version and Statement" : fixes.join("; "),
    causes: [causeAt(resource, property)],
  };
}
