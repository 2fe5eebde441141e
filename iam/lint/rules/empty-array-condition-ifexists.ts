import { emptyConditionRule } from "../empty-conditions";

export const emptyArrayConditionIfexists = emptyConditionRule({
  code: "empty-array-condition-ifexists",
  applies: ({ qualifier, ifExists }) => qualifier === undefined && ifExists,
  effect: "it holds only when the key is not in the request",
  fix: "use `Null` with `true` to ask for an absent key",
  description: "Finds IfExists conditions without a value.",
});
