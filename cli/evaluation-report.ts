import type { AuthorizationRequest, Evaluation, StatementReference } from "../iam";
import type { JsonInput } from "./input";
import { locatePointer } from "./locate-pointer";
import type { Colors, Report } from "./report";
import { sarifLocation, sarifLog, type SarifLevel, type SarifResult, type SarifRule } from "./sarif";

const SENTENCES: Readonly<Record<Evaluation["decision"], string>> = {
  allowed: "the request is allowed",
  explicitDeny: "the request is denied by a statement",
  implicitDeny: "the request is denied, and no statement denies it",
  unknown: "the decision hangs on what is not known",
};

const LEVELS: Readonly<Record<Evaluation["decision"], SarifLevel>> = {
  allowed: "note",
  explicitDeny: "error",
  implicitDeny: "error",
  unknown: "warning",
};

/** A decision with what explains it. */
export interface ExplainedEvaluation extends Evaluation {
  /** Why it is denied implicitly, see `implicitDenyReason`. */
  readonly because?: string;
  /** What `explain` says of the request that decides. */
  readonly explanation: readonly string[];
}

/** The decision on a call in every format. */
export function evaluationReport(
  evaluation: ExplainedEvaluation,
  requests: readonly AuthorizationRequest[],
  policies: JsonInput,
): Report {
  const { decision, deciding, reason, because, explanation } = evaluation;
  const notes = (evaluation.notes ?? []).filter(({ message }) => message !== because);
  const sentence = sentenceOf(evaluation);
  const why = decision === "allowed" || decision === "explicitDeny" ? [] : explanation.slice(1);
  return {
    json: { decision, deciding, reason, notes: evaluation.notes, explanation },
    text: (colors) =>
      [
        ...requests.map(requestText),
        `${paint(decision, colors)}: ${sentence}`,
        ...deciding.map(statementText),
        ...why.map((line) => `  ${line}`),
        ...notes.map(({ message }) => `  note: ${message}`),
      ].join("\n"),
    markdown: () =>
      [
        `**${decision}**: ${sentence}`,
        "",
        ...requests.map((request) => `- ${requestText(request)}`),
        ...deciding.map((found) => `- ${statementText(found).trim()}`),
        ...why.map((line) => `- ${line}`),
        ...notes.map(({ message }) => `- note: ${message}`),
      ].join("\n"),
    sarif: () => {
      const places = deciding.map(({ policyId, pointer }) => {
        const path = `${pathOf(policies.json, policyId)}${pointer}`;
        return sarifLocation(policies.file, path, locatePointer(policies.text, path));
      });
      const locations = places.length === 0 ? [sarifLocation(policies.file, "")] : places;
      const decided = { ruleId: decision, level: LEVELS[decision], message: { text: sentence }, locations };
      const noted = notes.map(({ code, message }) => noteResult(code, message, policies.file));
      const rules = [sarifRule(decision, SENTENCES[decision], DECISION_PAGE)];
      for (const { code } of notes) if (!rules.some(({ id }) => id === code)) rules.push(noteRule(code));
      return sarifLog([decided, ...noted], rules);
    },
  };
}

function sentenceOf({ decision, reason, because }: ExplainedEvaluation): string {
  if (because !== undefined) return `the request is denied: ${because}`;
  return `${SENTENCES[decision]}${reason === undefined ? "" : `: ${reason.message}`}`;
}

const DECISION_PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";
const ACTIONS_PAGE =
  "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";

function sarifRule(id: string, text: string, helpUri: string): SarifRule {
  return { id, shortDescription: { text }, helpUri };
}

function noteRule(code: string): SarifRule {
  return sarifRule(code, "AWS would not receive such a request", ACTIONS_PAGE);
}

function noteResult(code: string, text: string, file: string): SarifResult {
  return { ruleId: code, level: "note", message: { text }, locations: [sarifLocation(file, "")] };
}

function paint(decision: Evaluation["decision"], colors: Colors): string {
  if (decision === "allowed") return colors.green(decision);
  return decision === "unknown" ? colors.yellow(decision) : colors.red(decision);
}

function requestText({ principal, action, resource }: AuthorizationRequest): string {
  return `${principal} ${action} ${resource}`;
}

function statementText({ policyId, sid, pointer }: StatementReference): string {
  return `  by ${policyId} ${pointer}${sid === undefined ? "" : ` (${sid})`}`;
}

/** Pointer to the document of the policy with this id. */
function pathOf(json: unknown, id: string, pointer = ""): string {
  if (typeof json !== "object" || json === null) return "";
  if ("id" in json && json.id === id && "document" in json) return `${pointer}/document`;
  for (const [key, value] of Object.entries(json)) {
    const found = pathOf(value, id, `${pointer}/${key}`);
    if (found !== "") return found;
  }
  return "";
}
