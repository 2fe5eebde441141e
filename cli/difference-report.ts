import type { AuthorizationRequest, Reason, StatementReference } from "../iam";
import type { JsonInput } from "./input";
import { locatePointer } from "./locate-pointer";
import type { Colors, Report } from "./report";
import { sarifLocation, sarifLog, type SarifLevel } from "./sarif";

/** What a comparison of documents came to, with the request that shows it. */
export interface Difference {
  /** `passed`: nothing was found; `failed`: `request` shows it; `unknown`: `reason` says why. */
  readonly outcome: "passed" | "failed" | "unknown";
  /** One sentence. */
  readonly sentence: string;
  readonly request?: AuthorizationRequest | undefined;
  /** Values of what is not known yet for which this is so. */
  readonly symbols?: Readonly<Record<string, string>> | undefined;
  /** Who allows the request, and why the other side does not, in words. */
  readonly allowedBy?: readonly StatementReference[] | undefined;
  readonly notAllowedBecause?: readonly StatementReference[] | "noStatementAllows" | undefined;
  readonly reason?: Reason | undefined;
}

const LEVELS: Readonly<Record<Difference["outcome"], SarifLevel>> = {
  passed: "note",
  failed: "error",
  unknown: "warning",
};

/** Prints a comparison; `subject` is the file that its allowing statements are in. */
export function differenceReport(check: string, difference: Difference, json: unknown, subject: JsonInput): Report {
  const { outcome, sentence, allowedBy = [] } = difference;
  return {
    json,
    text: (colors) =>
      [`${paint(outcome, colors)}: ${sentence}`, ...detailsOf(difference).map((line) => `  ${line}`)].join("\n"),
    markdown: () =>
      [`**${outcome}**: ${sentence}`, "", ...detailsOf(difference).map((line) => `- ${line}`)].join("\n").trim(),
    sarif: () => {
      const places = allowedBy.map(({ pointer }) =>
        sarifLocation(subject.file, pointer, locatePointer(subject.text, pointer)),
      );
      const locations = places.length === 0 ? [sarifLocation(subject.file, "")] : places;
      const text = [sentence, ...detailsOf(difference)].join("\n");
      const rule = {
        id: check,
        shortDescription: { text: sentence },
        helpUri: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-custom-policy-checks.html",
      };
      return sarifLog([{ ruleId: check, level: LEVELS[outcome], message: { text }, locations }], [rule]);
    },
  };
}

function paint(outcome: Difference["outcome"], colors: Colors): string {
  if (outcome === "passed") return colors.green(outcome);
  return outcome === "unknown" ? colors.yellow(outcome) : colors.red(outcome);
}

/** Who, does what, on what, under which conditions, allowed by which statement, and why the other policy does not. */
function detailsOf({ request, symbols, allowedBy, notAllowedBecause }: Difference): readonly string[] {
  if (request === undefined) return [];
  const conditions = Object.entries(request.context).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return [
    `who: ${request.principal}`,
    `does: ${request.action}`,
    `on: ${request.resource}`,
    ...(conditions.length > 0 ? [`under: ${conditions.join(", ")}`] : []),
    ...Object.entries(symbols ?? {}).map(([id, value]) => `if ${id} is: ${JSON.stringify(value)}`),
    ...(allowedBy === undefined ? [] : [`allowed by: ${allowedBy.map(statementText).join(", ")}`]),
    ...(notAllowedBecause === undefined ? [] : [`not allowed before: ${refusalText(notAllowedBecause)}`]),
  ];
}

function refusalText(because: readonly StatementReference[] | "noStatementAllows"): string {
  if (because === "noStatementAllows") return "no statement allows it";
  return `denied by ${because.map(statementText).join(", ")}`;
}

function statementText({ policyId, sid, pointer }: StatementReference): string {
  return `${policyId} ${pointer}${sid === undefined ? "" : ` (${sid})`}`;
}
