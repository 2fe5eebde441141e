import { emptyConditionRule } from "../empty-conditions";

export const emptyArrayConditionForallvalues = emptyConditionRule({
  code: "empty-array-condition-forallvalues",
  applies: ({ qualifier }) => qualifier === "ForAllValues",
  effect: "it holds only when the key is not in the request",
  fix: "use `Null` with `true` to ask for an absent key",
  description: "Finds ForAllValues conditions without a value.",
});
