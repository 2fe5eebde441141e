import { openServiceStatements, WEAK_SOURCE_KEYS } from "../service-access";
import { awsRule } from "../rule";

export const restrictAccessToServicePrincipal = awsRule({
  code: "restrict-access-to-service-principal",
  severity: "securityWarning",
  description: "Finds access for a service without a condition on whose behalf it calls (the confused deputy).",
  policyTypes: ["resource"],
  check: (context, report) => {
    for (const view of openServiceStatements(context)) {
      if (view.conditions.some(({ lowerKey }) => WEAK_SOURCE_KEYS.includes(lowerKey))) continue;
      const services = view.principals.map(({ text }) => `\`${text}\``).join(", ");
      report(
        view.at("Principal"),
        `${services} may call on behalf of anybody's resources`,
        "add a condition on aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths",
      );
    }
  },
});
