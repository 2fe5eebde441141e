import { knownConditions } from "../condition-rule";
import { audienceKey } from "../oidc";
import { awsRule } from "../rule";

export const confirmAudienceClaimType = awsRule({
  code: "confirm-audience-claim-type",
  severity: "suggestion",
  description: "Finds a qualifier on the audience of a provider that AWS does not know.",
  check: (context, report) => {
    for (const { lowerKey, key, operator, pointer } of knownConditions(context)) {
      if (operator.qualifier === undefined || audienceKey(lowerKey) !== "other") continue;
      report(
        pointer,
        `\`${key}\` is the audience of the token, which has one value with most providers`,
        `remove \`${operator.qualifier}:\` unless the provider issues tokens for several audiences`,
      );
    }
  },
});
