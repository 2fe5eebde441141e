import { awsRule } from "../rule";

export const roleTrustPolicySyntaxErrorResource = awsRule({
  code: "role-trust-policy-syntax-error-resource",
  severity: "error",
  description: "Finds Resource and NotResource in role trust policies.",
  policyTypes: ["trust"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      for (const element of ["Resource", "NotResource"] as const) {
        const present = element === "Resource" ? view.statement.resources : view.statement.notResources;
        if (present === undefined) continue;
        report(view.at(element), "a role trust policy applies to its role and names no resource", `remove ${element}`);
      }
    }
  },
});
