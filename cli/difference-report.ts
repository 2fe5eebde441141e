import type { StatementReference } from "../iam";
import type { JsonInput } from "./input";
import { locatePointer } from "./locate-pointer";
import type { Colors, Report } from "./report";
import { sarifLocation, sarifLog, type SarifLevel } from "./sarif";

/** What a comparison of documents came to, with the request that shows it. */
export interface Difference {
  /** `passed`: nothing was found; `failed`: a request shows it, in `details`; `unknown`: the sentence says why. */
  readonly outcome: "passed" | "failed" | "unknown";
  /** One sentence. */
  readonly sentence: string;
  /** What the request is and who decides it, a line each. */
  readonly details?: readonly string[];
  /** Statements of the subject that allow it. */
  readonly allowedBy?: readonly StatementReference[];
}

const LEVELS: Readonly<Record<Difference["outcome"], SarifLevel>> = {
  passed: "note",
  failed: "error",
  unknown: "warning",
};

/** Prints a comparison; `subject` is the file that its allowing statements are in. */
export function differenceReport(check: string, difference: Difference, json: unknown, subject: JsonInput): Report {
  const { outcome, sentence, details = [], allowedBy = [] } = difference;
  return {
    json,
    text: (colors) => [`${paint(outcome, colors)}: ${sentence}`, ...details.map((line) => `  ${line}`)].join("\n"),
    markdown: () => [`**${outcome}**: ${sentence}`, "", ...details.map(markdownLine)].join("\n").trim(),
    sarif: () => {
      const places = allowedBy.map(({ pointer }) =>
        sarifLocation(subject.file, pointer, locatePointer(subject.text, pointer)),
      );
      const locations = places.length === 0 ? [sarifLocation(subject.file, "")] : places;
      const text = [sentence, ...details].join("\n");
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

/** A line as an item, what it says as code so that `*` and `_` in it stay what they are. */
function markdownLine(line: string): string {
  const [, label = "", text = ""] = /^([^:]*: )(.*)$/.exec(line) ?? [];
  return /^(who|does|on|under|if .*|allowed by): $/.test(label) ? `- ${label}\`${text}\`` : `- ${line}`;
}
