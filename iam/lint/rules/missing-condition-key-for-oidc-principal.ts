import { oidcTrusts } from "../oidc";
import { awsRule } from "../rule";

export const missingConditionKeyForOidcPrincipal = awsRule({
  code: "missing-condition-key-for-oidc-principal",
  severity: "securityWarning",
  description: "Finds trust in an OIDC provider without a condition on one of its keys.",
  policyTypes: ["trust"],
  check: (context, report) => {
    for (const { statement, provider, keyPrefix } of oidcTrusts(context)) {
      if (statement.conditions.some(({ lowerKey }) => lowerKey.startsWith(`${keyPrefix}:`))) continue;
      report(
        provider.pointer,
        `every user of \`${provider.text}\` may assume the role`,
        `add conditions on \`${keyPrefix}:aud\` and \`${keyPrefix}:sub\``,
      );
    }
  },
});
