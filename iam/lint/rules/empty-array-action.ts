import { awsRule } from "../rule";

export const emptyArrayAction = awsRule({
  code: "empty-array-action",
  severity: "suggestion",
  description: "Finds statements whose list of actions is empty: they decide nothing.",
  check: ({ statements }, report) => {
    for (const view of statements) {
      if (view.statement.actions?.length !== 0) continue;
      report(view.at("Action"), "the list of actions is empty: the statement matches no request", "list actions");
    }
  },
});
