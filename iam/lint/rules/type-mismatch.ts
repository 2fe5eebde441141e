import type { ConditionKeyDefinition } from "../../data/action-catalogue";
import type { OperatorFamily } from "../../condition/operator";
import { definedConditions, fixedValues } from "../condition-rule";
import { awsRule } from "../rule";

/** The operators that fit a key's type; strings are how AWS carries ARNs, and epoch times are numbers too. */
const FITTING: Readonly<Record<ConditionKeyDefinition["type"], readonly OperatorFamily[]>> = {
  ARN: ["arn", "string"],
  Bool: ["bool"],
  Date: ["date", "numeric"],
  IPAddress: ["ipAddress"],
  Numeric: ["numeric"],
  String: ["string", "binary"],
};

export const typeMismatch = awsRule({
  code: "type-mismatch",
  severity: "warning",
  description:
    "Finds operators that do not fit the type of their key. ARN operators are let through on String keys whose name says ARN, string operators on addresses that are compared with a variable.",
  needsCatalogue: true,
  check: (context, report) => {
    for (const [{ operator, key, lowerKey, pointer, values }, { type }] of definedConditions(context)) {
      const { family } = operator;
      if (family === "null" || FITTING[type].includes(family)) continue;
      if (family === "arn" && type === "String" && lowerKey.includes("arn")) continue;
      // No IP address operator takes a variable: AWS's own examples compare addresses with one as strings.
      if (family === "string" && type === "IPAddress" && fixedValues(values).length === 0) continue;
      report(
        pointer,
        `\`${key}\` is of type ${type}, and \`${operator.base}\` compares values of another`,
        `use an operator for values of type ${type}`,
      );
    }
  },
});
