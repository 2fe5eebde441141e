import { awsRule } from "../rule";

export const irrelevantConditionKeyInPolicy = awsRule({
  code: "irrelevant-condition-key-in-policy",
  severity: "suggestion",
  description: "Finds s3:ResourceAccount in resource policies: the bucket's account is always the same.",
  policyTypes: ["resource"],
  check: ({ conditions }, report) => {
    for (const { lowerKey, key, pointer } of conditions) {
      if (lowerKey !== "s3:resourceaccount") continue;
      report(
        pointer,
        `\`${key}\` is always the account of the resource the policy is attached to`,
        "use it in identity policies",
      );
    }
  },
});
