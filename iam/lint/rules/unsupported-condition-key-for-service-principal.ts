import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";

/** Keys of the caller's organization, which a request by a service itself does not carry. */
const ORGANIZATION_KEYS: ReadonlySet<string> = new Set(["aws:principalorgid", "aws:principalorgpaths"]);

export const unsupportedConditionKeyForServicePrincipal = awsRule({
  code: "unsupported-condition-key-for-service-principal",
  severity: "error",
  description:
    "Finds conditions on the caller's organization in statements for services only: requests by a service carry no such key.",
  policyTypes: ["resource", "trust"],
  check: (context, report) => {
    for (const { statement, lowerKey, key, operator, pointer } of knownConditions(context)) {
      const { principals } = statement;
      if (!ORGANIZATION_KEYS.has(lowerKey) || operator.negated || operator.ifExists || operator.family === "null")
        continue;
      if (principals.length === 0 || principals.some(({ kind }) => kind !== "Service")) continue;
      report(
        pointer,
        `a request by ${principals.map(({ text }) => `\`${text}\``).join(", ")} carries no \`${key}\`: the statement never matches`,
        "use aws:SourceOrgID or aws:SourceOrgPaths",
      );
    }
  },
});
