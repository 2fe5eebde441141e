import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";

/** Keys of the VPC endpoint's owner, which some services send only. */
const ENDPOINT_OWNER_KEYS: ReadonlySet<string> = new Set(["aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"]);

export const useConditionKeyOnlyWithSupportedServices = awsRule({
  code: "use-condition-key-only-with-supported-services",
  severity: "warning",
  description:
    "Finds conditions on the owner of a VPC endpoint in statements for all services. Statements that name services are " +
    "not judged: AWS adds support service by service.",
  check: (context, report) => {
    for (const { statement, lowerKey, key, operator, pointer } of knownConditions(context)) {
      if (!ENDPOINT_OWNER_KEYS.has(lowerKey) || operator.family === "null") continue;
      const isForAll =
        statement.statement.notActions !== undefined || statement.actions.some(({ text }) => text === "*");
      if (!isForAll) continue;
      report(
        pointer,
        `only some services send \`${key}\`, and the statement applies to all`,
        "list actions of the services that support the key",
      );
    }
  },
});
