import { eachFixedValue } from "../condition-rule";
import { awsRule } from "../rule";

export const typeMismatchNumber = awsRule({
  code: "type-mismatch-number",
  severity: "warning",
  description: "Finds values of numeric operators that are no number.",
  check: eachFixedValue(
    ({ family }) => family === "Numeric",
    ({ text, pointer }, { condition }, report) => {
      if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return;
      report(pointer, `\`${condition.operator}\` compares numbers, and \`${text}\` is none`, "use a number");
    },
  ),
});
