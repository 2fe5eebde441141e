import { awsRule } from "../rule";

export const rcpSyntaxErrorAction = awsRule({
  code: "rcp-syntax-error-action",
  severity: "error",
  description: "Finds actions of services that resource control policies do not limit.",
  policyTypes: ["rcp"],
  needsCatalogue: true,
  check: ({ statements, catalogue }, report) => {
    if (catalogue === undefined) return;
    const supported = new Set(catalogue.rcpServices());
    for (const { statement, actions } of statements) {
      for (const { text, service, pointer, hasSymbol } of actions) {
        if (hasSymbol || (text === "*" && statement.effect === "Allow")) continue;
        if (text !== "*" && (!catalogue.hasService(service) || supported.has(service))) continue;
        report(
          pointer,
          text === "*"
            ? "a Deny of an RCP names the services it limits"
            : `RCPs do not limit the service \`${service}\``,
          "name actions of services that support RCPs",
        );
      }
    }
  },
});
