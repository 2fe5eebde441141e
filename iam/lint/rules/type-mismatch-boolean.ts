import { eachFixedValue } from "../condition-rule";
import { awsRule } from "../rule";

export const typeMismatchBoolean = awsRule({
  code: "type-mismatch-boolean",
  severity: "warning",
  description: "Finds values of Bool and Null that are neither true nor false.",
  check: eachFixedValue(
    ({ family }) => family === "Bool" || family === "Null",
    ({ text, pointer }, { condition }, report) => {
      if (/^(true|false)$/i.test(text)) return;
      report(pointer, `\`${condition.operator}\` takes true or false, got \`${text}\``, "use `true` or `false`");
    },
  ),
});
