import { definedConditions } from "../condition-rule";
import { awsRule } from "../rule";

export const stringLikeOperatorWithArnConditionKeys = awsRule({
  code: "string-like-operator-with-arn-condition-keys",
  severity: "securityWarning",
  description: "Finds StringLike and StringNotLike on keys that hold ARNs: a `*` then crosses the segments of the ARN.",
  needsCatalogue: true,
  check: (context, report) => {
    for (const [{ operator, condition, key, pointer }, { type }] of definedConditions(context)) {
      if (type !== "ARN" || !/^String(Not)?Like$/.test(operator.base)) continue;
      report(
        pointer,
        `\`${condition.operator}\` on \`${key}\` lets a \`*\` cross the segments of an ARN`,
        `use \`${condition.operator.replace(/String/i, "Arn")}\``,
      );
    }
  },
});
