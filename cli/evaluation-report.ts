import type { AuthorizationRequest, Evaluation, StatementReference } from "../iam";
import type { JsonInput } from "./input";
import { locatePointer } from "./locate-pointer";
import type { Colors, Report } from "./report";
import { sarifLocation, sarifLog, type SarifLevel } from "./sarif";

const SENTENCES: Readonly<Record<Evaluation["decision"], string>> = {
  allowed: "the request is allowed",
  explicitDeny: "the request is denied by a statement",
  implicitDeny: "the request is denied: no statement allows it",
  unknown: "the decision hangs on what is not known",
};

const LEVELS: Readonly<Record<Evaluation["decision"], SarifLevel>> = {
  allowed: "note",
  explicitDeny: "error",
  implicitDeny: "error",
  unknown: "warning",
};

/** The decision on a call in every format. */
export function evaluationReport(
  evaluation: Evaluation,
  requests: readonly AuthorizationRequest[],
  policies: JsonInput,
): Report {
  const { decision, deciding, reason } = evaluation;
  const sentence = `${SENTENCES[decision]}${reason === undefined ? "" : `: ${reason.message}`}`;
  return {
    json: evaluation,
    text: (colors) =>
      [...requests.map(requestText), `${paint(decision, colors)}: ${sentence}`, ...deciding.map(statementText)].join(
        "\n",
      ),
    markdown: () =>
      [
        `**${decision}**: ${sentence}`,
        "",
        ...requests.map((request) => `- ${requestText(request)}`),
        ...deciding.map((found) => `- ${statementText(found).trim()}`),
      ].join("\n"),
    sarif: () => {
      const places = deciding.map(({ policyId, pointer }) => {
        const path = `${pathOf(policies.json, policyId)}${pointer}`;
        return sarifLocation(policies.file, path, locatePointer(policies.text, path));
      });
      const locations = places.length === 0 ? [sarifLocation(policies.file, "")] : places;
      const rule = {
        id: decision,
        shortDescription: { text: SENTENCES[decision] },
        helpUri: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
      };
      return sarifLog([{ ruleId: decision, level: LEVELS[decision], message: { text: sentence }, locations }], [rule]);
    },
  };
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
