import { awsRule, IDENTITY_TYPES } from "../rule";

export const unsupportedPrincipal = awsRule({
  code: "unsupported-principal",
  severity: "error",
  description: "Finds Principal and NotPrincipal in policies that are attached to an identity.",
  policyTypes: IDENTITY_TYPES,
  check: ({ statements, policyType }, report) => {
    for (const view of statements) {
      for (const element of ["Principal", "NotPrincipal"] as const) {
        const present = element === "Principal" ? view.statement.principals : view.statement.notPrincipals;
        if (present === undefined) continue;
        report(
          view.at(element),
          `a policy of type \`${policyType}\` has no ${element}: it applies to the identity it is attached to`,
          `remove ${element}`,
        );
      }
    }
  },
});
