import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";

export const s3PrefixInNegativeContext = awsRule({
  code: "s3-prefix-in-negative-context",
  severity: "securityWarning",
  description: "Finds s3:prefix in a Deny with a positive operator, and in an Allow with a negated one.",
  check: (context, report) => {
    for (const { statement, lowerKey, operator, pointer } of knownConditions(context)) {
      if (lowerKey !== "s3:prefix" || operator.family !== "string" || operator.negated !== statement.isAllow) continue;
      report(
        pointer,
        "a request with a shorter prefix, or none, lists the same objects and escapes the condition",
        "allow with StringLike on the prefixes that may be listed, or deny with StringNotLike",
      );
    }
  },
});
