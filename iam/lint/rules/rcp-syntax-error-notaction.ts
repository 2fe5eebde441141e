import { awsRule } from "../rule";

export const rcpSyntaxErrorNotaction = awsRule({
  code: "rcp-syntax-error-notaction",
  severity: "error",
  description: "Finds NotAction in resource control policies.",
  policyTypes: ["rcp"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      if (view.statement.notActions === undefined) continue;
      report(view.at("NotAction"), "RCPs have no NotAction", "list the actions in Action");
    }
  },
});
