import Table from "cli-table3";

import { cell, markdownTable } from "../../report/markdown-table";
import type { Colors, Report } from "../report";
import { sarifLocation, sarifLog } from "../sarif";
import type { Check, CheckId, CheckStatus } from "./check";
import { CHECKS } from "./check";

const WORDS: Readonly<Record<CheckStatus, string>> = {
  passed: "passed",
  differs: "differs",
  notRead: "not read",
  skipped: "skipped",
};

/** What was found, in every format. */
export function verifyReport(checks: readonly Check[]): Report {
  return {
    json: { checks },
    text: (colors) => {
      const table = new Table({ head: ["subject", "check", "result", "found"], style: { head: [], border: [] } });
      table.push(...checks.map(({ subject, id, status, message }) => [subject, id, paint(status, colors), message]));
      return table.toString();
    },
    markdown: () =>
      markdownTable(
        ["subject", "check", "result", "found"],
        checks.map(({ subject, id, status, message }) => [subject, id, WORDS[status], message].map(cell)),
      ).join("\n"),
    sarif: () =>
      sarifLog(
        checks
          .filter(({ status }) => status === "differs" || status === "notRead")
          .map(({ id, subject, status, message }) => ({
            ruleId: id,
            level: status === "differs" ? ("error" as const) : ("warning" as const),
            message: { text: `${subject}: ${message}` },
            locations: [sarifLocation(subject, "")],
          })),
        (Object.keys(CHECKS) as CheckId[]).map((id) => ({
          id,
          shortDescription: { text: CHECKS[id].title },
          helpUri: CHECKS[id].source,
        })),
      ),
  };
}

function paint(status: CheckStatus, colors: Colors): string {
  const color = { passed: colors.green, differs: colors.red, notRead: colors.yellow, skipped: colors.dim }[status];
  return color(WORDS[status]);
}
