import { awsRule } from "../rule";

export const allowWithNotPrincipal = awsRule({
  code: "allow-with-not-principal",
  severity: "securityWarning",
  description: "Finds Allow statements with NotPrincipal.",
  policyTypes: ["resource"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      if (!view.isAllow || view.statement.notPrincipals === undefined) continue;
      report(
        view.at("NotPrincipal"),
        "Allow with NotPrincipal lets everybody in who is not listed, anonymous callers too",
        "list those who need access in Principal",
      );
    }
  },
});
