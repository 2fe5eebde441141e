import { starRule } from "../star-conditions";

export const redundantStatementDueToWildcardInCondition = starRule({
  code: "redundant-statement-due-to-wildcard-in-condition",
  meaning: "never",
  description: "Finds conditions that hold for no request because of a `*`.",
  effect: "holds for no request: the statement decides nothing",
  fix: () => "remove the key, or the statement",
});
