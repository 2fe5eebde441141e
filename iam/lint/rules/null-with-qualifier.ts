import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";

export const nullWithQualifier = awsRule({
  code: "null-with-qualifier",
  severity: "suggestion",
  description: "Finds Null with ForAllValues or ForAnyValue.",
  check: (context, report) => {
    for (const { operator, pointer } of knownConditions(context)) {
      if (operator.family !== "null" || operator.qualifier === undefined) continue;
      const result = operator.qualifier === "ForAllValues" ? "true" : "false";
      report(pointer, `\`Null\` with \`${operator.qualifier}\` is always ${result}`, "remove the qualifier");
    }
  },
});
