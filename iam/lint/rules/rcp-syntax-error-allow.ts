import { awsRule } from "../rule";

export const rcpSyntaxErrorAllow = awsRule({
  code: "rcp-syntax-error-allow",
  severity: "error",
  description: "Finds Allow statements of resource control policies that are limited in any way.",
  policyTypes: ["rcp"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      if (!view.isAllow) continue;
      const { notResources, conditions } = view.statement;
      const limitsResource = notResources !== undefined || view.resources.some(({ text }) => text !== "*");
      if (limitsResource) report(view.pointer, "an Allow of an RCP applies to every resource", 'use `"Resource": "*"`');
      if (conditions.length > 0) report(view.at("Condition"), "an Allow of an RCP has no Condition", "deny instead");
    }
  },
});
