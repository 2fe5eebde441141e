import { knownPrincipals } from "../principals";
import { providerForm } from "../principal-forms";
import { awsRule } from "../rule";

export const invalidFederatedPrincipalSyntaxInRoleTrustPolicy = awsRule({
  code: "invalid-federated-principal-syntax-in-role-trust-policy",
  severity: "error",
  description: "Finds federated principals that are neither a domain name nor the ARN of a provider.",
  policyTypes: ["trust"],
  check: (context, report) => {
    for (const [{ text, pointer, hasWildcard }] of knownPrincipals(context, "Federated")) {
      if (hasWildcard || text.includes("${") || providerForm(text) !== "invalid") continue;
      report(
        pointer,
        `\`${text}\` is no identity provider`,
        "use a domain name such as `accounts.google.com`, or the ARN of a SAML or OIDC provider",
      );
    }
  },
});
