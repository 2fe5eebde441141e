import { parseDate } from "../../condition/date";
import { eachFixedValue } from "../condition-rule";
import { awsRule } from "../rule";

export const typeMismatchDate = awsRule({
  code: "type-mismatch-date",
  severity: "warning",
  description: "Finds values of date operators that are no date.",
  check: eachFixedValue(
    ({ family }) => family === "date",
    ({ text, pointer }, { condition }, report) => {
      if (parseDate(text) !== undefined) return;
      report(
        pointer,
        `\`${condition.operator}\` compares dates, and \`${text}\` is none`,
        "use ISO 8601, such as `2026-07-16` or `2026-07-16T19:20:30Z`",
      );
    },
  ),
});
