import { parseDate } from "../../condition/date";
import { eachFixedValue } from "../condition-rule";
import { awsRule } from "../rule";

/** Four digits alone are a year. */
const EPOCH_SECONDS = /^(?!\d{4}$)-?\d+(?:\.\d+)?$/;

export const invalidDateValue = awsRule({
  code: "invalid-date-value",
  severity: "warning",
  description: "Finds dates in epoch seconds, which may not be the moment that was meant.",
  check: eachFixedValue(
    ({ family }) => family === "date",
    ({ text, pointer }, { lowerKey }, report) => {
      if (lowerKey === "aws:epochtime" || !EPOCH_SECONDS.test(text) || parseDate(text) === undefined) return;
      report(pointer, `\`${text}\` is in epoch seconds, which may not be the moment that was meant`, "use ISO 8601");
    },
  ),
});
