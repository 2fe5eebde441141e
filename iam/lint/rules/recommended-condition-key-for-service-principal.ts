import { openServiceStatements, WEAK_SOURCE_KEYS } from "../service-access";
import { awsRule } from "../rule";

export const recommendedConditionKeyForServicePrincipal = awsRule({
  code: "recommended-condition-key-for-service-principal",
  severity: "suggestion",
  description:
    "Finds access for a service that is limited by aws:Referer or aws:SourceOwner instead of a key of the source.",
  policyTypes: ["resource"],
  check: (context, report) => {
    for (const { conditions } of openServiceStatements(context)) {
      for (const { lowerKey, key, pointer } of conditions) {
        if (!WEAK_SOURCE_KEYS.includes(lowerKey)) continue;
        report(
          pointer,
          `\`${key}\` does not say reliably on whose behalf the service calls`,
          "use aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths",
        );
      }
    }
  },
});
