import { definedConditions } from "../condition-rule";
import { awsRule } from "../rule";

export const forallvaluesWithSingleValuedKey = awsRule({
  code: "forallvalues-with-single-valued-key",
  severity: "securityWarning",
  description: "Finds ForAllValues on keys that have one value: the condition holds when the key is absent.",
  needsCatalogue: true,
  check: (context, report) => {
    for (const [{ operator, key, pointer }, definition] of definedConditions(context)) {
      if (operator.qualifier !== "ForAllValues" || definition.multiValued || operator.family === "null") continue;
      report(
        pointer,
        `\`${key}\` has one value, and \`ForAllValues\` also holds for requests without the key`,
        "remove `ForAllValues:`",
      );
    }
  },
});
