import { bundledCatalogue, lintParsed } from "../../iam";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { textJudge } from "./text-judge";

/** `"Principal": "*"` in a trust policy: whether it lets strangers in is judged with its conditions by another policy. */
const LEFT_TO_PUBLIC_TRUST = "role-trust-policy-unsupported-wildcard-in-principal";

/** The statement as a whole is wrong then: what else is found in it comes from its NotPrincipal. */
const NOT_PRINCIPAL_IN_TRUST = "role-trust-policy-syntax-error-notprincipal";

export const iamDocumentRequireValid: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-document-require-valid",
  displayName: "Documents are valid",
  description:
    "Identity-based and trust policies, and resource-based ones that name the stack's roles, can be read and have no error that AWS's policy validation reports.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["iam"],
  remediationSteps: "Correct what the finding names; docs/lint.md explains each code.",
  judgeStack: textJudge({
    policyTypes: ["identity", "trust", "resource"],
    judge: (parsed, _settings, { policyType, state }) =>
      lintParsed(parsed, {
        policyType,
        catalogue: bundledCatalogue(),
        severities: ["error"],
        source: state.kind === "known" ? state.value : undefined,
      })
        .filter(({ code }) => code !== LEFT_TO_PUBLIC_TRUST)
        .map(({ code, pointer, message, fix }) => ({
          said: `${pointer}: ${message} (${code})${fix === undefined ? "" : `, ${fix}`}`,
          pointer,
          ...(code === NOT_PRINCIPAL_IN_TRUST && { cause: pointer.replace(/\/NotPrincipal$/, "") }),
        })),
    reportsUnreadable: true,
    fix: "correct the document; `ec2-identity lint` finds the same",
  }),
};
