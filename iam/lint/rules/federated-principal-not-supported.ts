import { awsRule } from "../rule";

export const federatedPrincipalNotSupported = awsRule({
  code: "federated-principal-not-supported",
  severity: "error",
  description: "Finds identity providers as principals of policies other than role trust policies.",
  policyTypes: ["resource", "rcp"],
  check: ({ statements }, report) => {
    for (const { kind, text, pointer } of statements.flatMap(({ principals }) => principals)) {
      if (kind !== "Federated") continue;
      report(
        pointer,
        `\`${text}\`: only role trust policies take an identity provider as principal`,
        "name the role that the federated users assume",
      );
    }
  },
});
