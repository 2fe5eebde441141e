import { awsRule } from "../rule";

export const scpSyntaxErrorPrincipal = awsRule({
  code: "scp-syntax-error-principal",
  severity: "error",
  description: "Finds Principal and NotPrincipal in service control policies.",
  policyTypes: ["scp"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      for (const element of ["Principal", "NotPrincipal"] as const) {
        const present = element === "Principal" ? view.statement.principals : view.statement.notPrincipals;
        if (present === undefined) continue;
        report(view.at(element), `SCPs have no ${element}`, "use a condition on aws:PrincipalArn");
      }
    }
  },
});
