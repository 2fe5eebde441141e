import type { StackPolicyDeclaration } from "../policy-declaration";
import { textJudge } from "./text-judge";

export const iamDocumentDisallowNotElements: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-document-disallow-not-elements",
  displayName: "No Allow by exclusion",
  description: "No Allow statement has NotAction, NotResource or NotPrincipal.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["iam", "least-privilege"],
  yieldsTo: ["iam-document-require-valid"],
  remediationSteps: "List what is allowed; NotAction and NotResource belong into Deny statements.",
  judgeStack: textJudge({
    policyTypes: ["identity", "trust", "resource"],
    judge: ({ document: { statements } }, _settings, { policyType }) =>
      statements.flatMap(({ effect, notActions, notResources, notPrincipals, pointer }) => {
        const elements = [
          ...(notActions === undefined ? [] : ["NotAction"]),
          ...(notResources === undefined ? [] : ["NotResource"]),
          ...(notPrincipals === undefined ? [] : ["NotPrincipal"]),
        ];
        if (effect === "Deny" || elements.length === 0) return [];
        const said = `allows by ${elements.join(" and ")} (${pointer})`;
        // A trust policy has no NotPrincipal, which another policy says.
        const isRefused = policyType === "trust" && elements.join("") === "NotPrincipal";
        return [isRefused ? { said, pointer, cause: pointer } : { said, pointer }];
      }),
    fix: "list what is allowed; what AWS adds later is then not allowed by itself",
  }),
};
