import { emptyConditionRule } from "../empty-conditions";

export const emptyArrayConditionForanyvalue = emptyConditionRule({
  code: "empty-array-condition-foranyvalue",
  applies: ({ qualifier }) => qualifier === "ForAnyValue",
  effect: "it never holds",
  fix: "give it a value, or remove the statement",
  description: "Finds ForAnyValue conditions without a value.",
});
