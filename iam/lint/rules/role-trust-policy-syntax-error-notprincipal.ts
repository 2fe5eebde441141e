import { awsRule } from "../rule";

export const roleTrustPolicySyntaxErrorNotprincipal = awsRule({
  code: "role-trust-policy-syntax-error-notprincipal",
  severity: "error",
  description: "Finds NotPrincipal in role trust policies.",
  policyTypes: ["trust"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      if (view.statement.notPrincipals === undefined) continue;
      report(view.at("NotPrincipal"), "role trust policies have no NotPrincipal", "list the trusted ones in Principal");
    }
  },
});
