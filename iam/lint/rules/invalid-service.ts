import { awsRule } from "../rule";
import { didYouMean } from "../suggest";

export const invalidService = awsRule({
  code: "invalid-service",
  severity: "error",
  description:
    "Finds condition keys whose prefix is no service, and ARNs whose service segment no service uses. Prefixes with a " +
    "dot are taken for identity providers, whose names AWS does not list.",
  needsCatalogue: true,
  check: ({ conditions, statements, catalogue }, report) => {
    if (catalogue === undefined) return;
    for (const { key, lowerKey, pointer } of conditions) {
      const prefix = lowerKey.slice(0, Math.max(0, lowerKey.indexOf(":")));
      if (prefix === "" || /[.$\s]/.test(prefix) || catalogue.hasConditionKeyPrefix(prefix)) continue;
      const fix = didYouMean(prefix, ["aws", ...catalogue.services()], "use the prefix of a service, or `aws`");
      report(pointer, `the service \`${prefix}\` of the condition key \`${key}\` does not exist`, fix);
    }
    for (const { text, pointer } of statements.flatMap(({ resources }) => resources)) {
      const service = /^arn:[^:]*:([a-z0-9-]+):/.exec(text)?.[1];
      if (service === undefined || catalogue.hasService(service)) continue;
      if (catalogue.resourceTypesByArnService(service) !== undefined) continue;
      const fix = didYouMean(service, catalogue.services(), "use the service segment of the resource's ARN format");
      report(pointer, `the service \`${service}\` of \`${text}\` does not exist`, fix);
    }
  },
});
