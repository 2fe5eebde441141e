import { definedConditions } from "../condition-rule";
import { awsRule } from "../rule";

export const missingQualifier = awsRule({
  code: "missing-qualifier",
  severity: "error",
  description: "Finds conditions on multi-valued keys without ForAllValues or ForAnyValue.",
  needsCatalogue: true,
  check: (context, report) => {
    for (const [{ operator, key, pointer }, definition] of definedConditions(context)) {
      if (!definition.multiValued || operator.qualifier !== undefined || operator.family === "null") continue;
      report(
        pointer,
        `\`${key}\` may have several values in a request, and \`${operator.base}\` compares one`,
        `use \`ForAnyValue:${operator.base}\`, or \`ForAllValues:${operator.base}\` with \`Null\` \`false\``,
      );
    }
  },
});
