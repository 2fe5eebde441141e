import { awsRule } from "../rule";

export const missingPrincipal = awsRule({
  code: "missing-principal",
  severity: "error",
  description: "Finds statements of resource policies, trust policies and RCPs that name no principal.",
  policyTypes: ["resource", "trust", "rcp"],
  check: ({ statements, policyType }, report) => {
    for (const { statement, pointer } of statements) {
      if (statement.principals !== undefined || statement.notPrincipals !== undefined) continue;
      report(
        pointer,
        `a statement of a policy of type \`${policyType}\` must say to whom it applies`,
        policyType === "rcp" ? 'add `"Principal": "*"`' : "add a Principal element",
      );
    }
  },
});
