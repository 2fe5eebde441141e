import { awsRule } from "../rule";

export const emptyArrayResource = awsRule({
  code: "empty-array-resource",
  severity: "suggestion",
  description: "Finds statements whose list of resources is empty: they decide nothing.",
  check: ({ statements }, report) => {
    for (const view of statements) {
      if (view.statement.resources?.length !== 0) continue;
      report(view.at("Resource"), "the list of resources is empty: the statement matches no request", "list resources");
    }
  },
});
