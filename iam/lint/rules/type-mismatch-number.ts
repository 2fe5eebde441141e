import { parseDecimal } from "../../condition/numeric";
import { eachFixedValue } from "../condition-rule";
import { awsRule } from "../rule";

export const typeMismatchNumber = awsRule({
  code: "type-mismatch-number",
  severity: "warning",
  description: "Finds values of numeric operators that are no number.",
  check: eachFixedValue(
    ({ family }) => family === "numeric",
    ({ text, pointer }, { condition }, report) => {
      if (parseDecimal(text) !== undefined) return;
      report(pointer, `\`${condition.operator}\` compares numbers, and \`${text}\` is none`, "use a number");
    },
  ),
});
