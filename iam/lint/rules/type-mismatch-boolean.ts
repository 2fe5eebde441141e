import { parseBool } from "../../condition/bool";
import { eachFixedValue } from "../condition-rule";
import { awsRule } from "../rule";

export const typeMismatchBoolean = awsRule({
  code: "type-mismatch-boolean",
  severity: "warning",
  description: "Finds values of Bool and Null that are neither true nor false.",
  check: eachFixedValue(
    ({ family }) => family === "bool" || family === "null",
    ({ text, pointer }, { condition }, report) => {
      if (parseBool(text) !== undefined) return;
      report(pointer, `\`${condition.operator}\` takes true or false, got \`${text}\``, "use `true` or `false`");
    },
  ),
});
