import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";

export const invalidConditionMultipleBoolean = awsRule({
  code: "invalid-condition-multiple-boolean",
  severity: "error",
  description: "Finds Bool and Null conditions with more than one value.",
  check: (context, report) => {
    for (const { operator, key, values, pointer } of knownConditions(context)) {
      if ((operator.family !== "bool" && operator.family !== "null") || values.length < 2) continue;
      if (operator.qualifier !== undefined && operator.family === "bool") continue;
      report(pointer, `\`${operator.base}\` on \`${key}\` takes one value, got ${values.length}`, "keep one value");
    }
  },
});
