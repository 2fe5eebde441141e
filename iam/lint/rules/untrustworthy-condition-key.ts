import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";

/** Keys whose value the caller writes. */
const WRITTEN_BY_CALLER: ReadonlySet<string> = new Set(["aws:referer", "aws:useragent"]);

export const untrustworthyConditionKey = awsRule({
  code: "untrustworthy-condition-key",
  severity: "securityWarning",
  description: "Finds conditions on aws:Referer and aws:UserAgent, which the caller can set at will.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-useragent",
  check: (context, report) => {
    for (const { lowerKey, key, pointer } of knownConditions(context)) {
      if (!WRITTEN_BY_CALLER.has(lowerKey)) continue;
      report(pointer, `the caller writes \`${key}\` and can set it at will`, "use a key that AWS sets");
    }
  },
});
