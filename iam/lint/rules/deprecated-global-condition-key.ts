import { awsRule } from "../rule";

export const deprecatedGlobalConditionKey = awsRule({
  code: "deprecated-global-condition-key",
  severity: "warning",
  description: "Finds the key aws:ARN, which aws:PrincipalArn has replaced.",
  check: ({ conditions }, report) => {
    for (const { key, lowerKey, pointer } of conditions) {
      if (lowerKey !== "aws:arn") continue;
      report(pointer, `the condition key \`${key}\` is deprecated`, "use `aws:PrincipalArn`");
    }
  },
});
