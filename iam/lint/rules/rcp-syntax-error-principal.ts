import { awsRule } from "../rule";

export const rcpSyntaxErrorPrincipal = awsRule({
  code: "rcp-syntax-error-principal",
  severity: "error",
  description: "Finds principals of resource control policies other than `*`, and NotPrincipal.",
  policyTypes: ["rcp"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      const { notPrincipals } = view.statement;
      if (notPrincipals !== undefined)
        report(view.at("NotPrincipal"), "RCPs have no NotPrincipal", 'use `"Principal": "*"`');
      for (const { text, kind, element, pointer } of view.principals) {
        if (element === "NotPrincipal" || (kind === "AWS" && text === "*")) continue;
        report(
          pointer,
          `\`${text}\`: RCPs apply to every principal`,
          'use `"Principal": "*"` and a condition on the principal',
        );
      }
    }
  },
});
