import { eachFixedValue } from "../condition-rule";
import { dateForm } from "../date-value";
import { awsRule } from "../rule";

export const typeMismatchDate = awsRule({
  code: "type-mismatch-date",
  severity: "warning",
  description: "Finds values of date operators that are no date.",
  check: eachFixedValue(
    ({ family }) => family === "Date",
    ({ text, pointer }, { condition }, report) => {
      if (dateForm(text) !== "invalid") return;
      report(
        pointer,
        `\`${condition.operator}\` compares dates, and \`${text}\` is none`,
        "use ISO 8601, such as `2026-07-16` or `2026-07-16T19:20:30Z`",
      );
    },
  ),
});
