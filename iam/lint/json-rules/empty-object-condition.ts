import { isObject, type JsonRule } from "../json-rule";
import { checkReference } from "../rule";

export const emptyObjectCondition: JsonRule = {
  code: "empty-object-condition",
  severity: "suggestion",
  description: "Finds a Condition without an operator, and an operator without a key.",
  source: checkReference("suggestion", "empty-object-condition"),
  checkStatement: ({ json, pointer }, _policyType, report) => {
    const condition = json["Condition"];
    if (!isObject(condition)) return;
    const operators = Object.entries(condition);
    if (operators.length === 0)
      report(`${pointer}/Condition`, "the Condition is empty and asks for nothing", "remove it");
    for (const [operator, block] of operators) {
      if (!isObject(block) || Object.keys(block).length > 0) continue;
      report(`${pointer}/Condition/${operator}`, `\`${operator}\` names no key and asks for nothing`, "remove it");
    }
  },
};
