import { starRule } from "../star-conditions";

export const redundantKeyDueToWildcardInCondition = starRule({
  code: "redundant-key-due-to-wildcard-in-condition",
  meaning: "always",
  description: "Finds conditions that hold for every request because of a `*`.",
  effect: "holds for every request",
  fix: () => "remove the key",
});
