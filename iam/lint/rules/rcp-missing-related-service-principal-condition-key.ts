import { principalIsAwsService } from "../rcp-service-calls";
import { awsRule } from "../rule";
import { SOURCE_KEYS } from "../service-access";

export const rcpMissingRelatedServicePrincipalConditionKey = awsRule({
  code: "rcp-missing-related-service-principal-condition-key",
  severity: "warning",
  description: "Finds RCP denials by a key of the source that also hit the organization's own principals.",
  policyTypes: ["rcp"],
  check: ({ statements }, report) => {
    for (const view of statements) {
      if (view.isAllow || principalIsAwsService(view) === true) continue;
      const condition = view.conditions.find(
        ({ lowerKey, operator }) => SOURCE_KEYS.includes(lowerKey) && operator?.family !== "null",
      );
      if (condition === undefined) continue;
      report(
        condition.pointer,
        `requests by principals other than services carry no \`${condition.key}\` and may be denied too`,
        'add `"BoolIfExists": {"aws:PrincipalIsAWSService": "true"}`',
      );
    }
  },
});
