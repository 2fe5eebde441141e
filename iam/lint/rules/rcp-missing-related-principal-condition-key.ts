import { principalIsAwsService } from "../rcp-service-calls";
import { awsRule } from "../rule";

/** Keys of the caller that a service principal's request lacks. */
const PRINCIPAL_KEYS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
]);

export const rcpMissingRelatedPrincipalConditionKey = awsRule({
  code: "rcp-missing-related-principal-condition-key",
  severity: "warning",
  description: "Finds RCP denials by a key of the principal that also hit AWS services acting for the account.",
  policyTypes: ["rcp"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      if (view.isAllow || principalIsAwsService(view) !== undefined) continue;
      const condition = view.conditions.find(({ lowerKey }) => PRINCIPAL_KEYS.has(lowerKey));
      if (condition === undefined) continue;
      report(
        condition.pointer,
        `requests by AWS services carry no \`${condition.key}\` and are denied too`,
        'add `"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}`',
      );
    }
  },
});
