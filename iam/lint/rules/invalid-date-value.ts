import { eachFixedValue } from "../condition-rule";
import { dateForm } from "../date-value";
import { awsRule } from "../rule";

export const invalidDateValue = awsRule({
  code: "invalid-date-value",
  severity: "warning",
  description: "Finds dates in epoch seconds, which may not be the moment that was meant.",
  check: eachFixedValue(
    ({ family }) => family === "Date",
    ({ text, pointer }, { lowerKey }, report) => {
      if (dateForm(text) !== "epoch" || lowerKey === "aws:epochtime") return;
      report(pointer, `\`${text}\` is in epoch seconds, which may not be the moment that was meant`, "use ISO 8601");
    },
  ),
});
