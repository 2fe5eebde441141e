import type { JsonRule } from "../json-rule";
import { checkReference } from "../rule";

export const roleTrustPolicyUnsupportedWildcardInPrincipal: JsonRule = {
  code: "role-trust-policy-unsupported-wildcard-in-principal",
  severity: "error",
  description: 'Finds `"Principal": "*"` in role trust policies.',
  source: checkReference("error", "role-trust-policy-unsupported-wildcard-in-principal"),
  policyTypes: ["trust"],
  checkStatement: ({ json, pointer }, policyType, report) => {
    if (policyType !== "trust" || json["Principal"] !== "*") return;
    report(
      `${pointer}/Principal`,
      '`"Principal": "*"` is not supported in a role trust policy',
      "name the principals that may assume the role",
    );
  },
};
