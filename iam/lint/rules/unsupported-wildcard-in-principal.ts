import { awsRule } from "../rule";

export const unsupportedWildcardInPrincipal = awsRule({
  code: "unsupported-wildcard-in-principal",
  severity: "error",
  description: "Finds wildcards inside principals; only a lone `*` of the kind AWS is a principal.",
  check: ({ statements }, report) => {
    for (const { kind, text, hasWildcard, pointer } of statements.flatMap(({ principals }) => principals)) {
      if (!hasWildcard || (kind === "AWS" && text === "*")) continue;
      report(
        pointer,
        `\`${text}\`: a wildcard matches nothing inside a principal of the kind ${kind}`,
        kind === "AWS"
          ? "name the principal, or use `*` with a condition on aws:PrincipalArn"
          : "name the principal in full",
      );
    }
  },
});
