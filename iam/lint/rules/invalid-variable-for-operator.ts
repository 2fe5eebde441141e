import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";

export const invalidVariableForOperator = awsRule({
  code: "invalid-variable-for-operator",
  severity: "error",
  description: "Finds policy variables under operators other than those on strings and ARNs.",
  check: (context, report) => {
    for (const { operator, condition, values } of knownConditions(context)) {
      if (operator.family === "string" || operator.family === "arn") continue;
      for (const { text, parts, pointer } of values) {
        if (!parts.some(({ kind }) => kind === "variable")) continue;
        report(
          pointer,
          `\`${condition.operator}\` takes no policy variable, got \`${text}\``,
          "use a fixed value, or compare with a string or ARN operator",
        );
      }
    }
  },
});
