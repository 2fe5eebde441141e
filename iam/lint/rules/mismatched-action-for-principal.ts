import { providerForm } from "../principal-forms";
import { awsRule } from "../rule";
import type { PrincipalView } from "../statement-view";

/** The principals that an STS action works with. */
const WORKS_WITH: Readonly<Record<string, (principal: PrincipalView) => boolean>> = {
  "sts:assumerole": ({ kind }) => kind !== "Federated",
  "sts:assumerolewithsaml": ({ kind, text }) => kind === "Federated" && providerForm(text) === "saml",
  "sts:assumerolewithwebidentity": ({ kind, text }) => kind === "Federated" && providerForm(text) === "oidc",
};

export const mismatchedActionForPrincipal = awsRule({
  code: "mismatched-action-for-principal",
  severity: "error",
  description: "Finds statements of trust policies with an STS action that none of their principals can use.",
  policyTypes: ["trust"],
  check: ({ statements }, report) => {
    for (const { actions, principals, isAllow } of statements) {
      const known = principals.filter(({ element, text }) => element === "Principal" && text !== "*");
      if (!isAllow || known.length === 0 || known.length < principals.length) continue;
      if (known.some(({ hasSymbol }) => hasSymbol)) continue;
      for (const { text, pointer } of actions) {
        const worksWith = Object.hasOwn(WORKS_WITH, text.toLowerCase()) ? WORKS_WITH[text.toLowerCase()] : undefined;
        if (worksWith === undefined || known.some(worksWith)) continue;
        report(
          pointer,
          `\`${text}\` cannot be used by ${known.map((view) => `\`${view.text}\``).join(", ")}`,
          "use `sts:AssumeRoleWithSAML` with a SAML provider, `sts:AssumeRoleWithWebIdentity` with an OIDC provider (both " +
            "as Federated), and `sts:AssumeRole` with all others",
        );
      }
    }
  },
});
