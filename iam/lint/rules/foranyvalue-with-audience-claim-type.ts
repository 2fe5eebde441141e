import { knownConditions } from "../condition-rule";
import { audienceKey } from "../oidc";
import { awsRule } from "../rule";

export const foranyvalueWithAudienceClaimType = awsRule({
  code: "foranyvalue-with-audience-claim-type",
  severity: "securityWarning",
  description: "Finds ForAnyValue on the audience of providers whose tokens have one.",
  check: (context, report) => {
    for (const { lowerKey, key, operator, pointer } of knownConditions(context)) {
      if (operator.qualifier !== "ForAnyValue" || audienceKey(lowerKey) !== "known") continue;
      report(pointer, `\`${key}\` has one value and takes no qualifier`, "remove `ForAnyValue:`");
    }
  },
});
