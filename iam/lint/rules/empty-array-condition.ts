import { emptyConditionRule } from "../empty-conditions";

export const emptyArrayCondition = emptyConditionRule({
  code: "empty-array-condition",
  applies: ({ qualifier, ifExists }) => qualifier === undefined && !ifExists,
  effect: "there is nothing to compare with",
  fix: "give it a value, or remove the condition",
  description: "Finds conditions without a value.",
});
