import { awsRule } from "../rule";

export const emptyArrayPrincipal = awsRule({
  code: "empty-array-principal",
  severity: "suggestion",
  description: "Finds statements whose Principal names nobody: they decide nothing.",
  check: ({ statements }, report) => {
    for (const view of statements) {
      const { principals } = view.statement;
      if (principals === undefined) continue;
      if (Object.values(principals).some((list: readonly string[]) => list.length > 0)) continue;
      report(view.at("Principal"), "Principal names nobody: the statement matches no request", "name principals");
    }
  },
});
