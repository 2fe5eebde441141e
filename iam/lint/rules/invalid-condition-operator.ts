import { OPERATOR_NAMES } from "../condition-operator";
import { awsRule } from "../rule";
import { didYouMean } from "../suggest";

export const invalidConditionOperator = awsRule({
  code: "invalid-condition-operator",
  severity: "error",
  description: "Finds condition operators that AWS does not know.",
  check: ({ conditions }, report) => {
    for (const { operator, condition, pointer } of conditions) {
      if (operator !== undefined) continue;
      const base = condition.operator.replace(/^(forallvalues|foranyvalue):/i, "").replace(/ifexists$/i, "");
      const place = pointer.slice(0, pointer.lastIndexOf("/"));
      const fix = didYouMean(base, OPERATOR_NAMES, "use an operator of the IAM user guide");
      report(place, `there is no condition operator \`${condition.operator}\``, fix);
    }
  },
});
