import { arnViews } from "../arn-view";
import { awsRule } from "../rule";
import { didYouMean } from "../suggest";

export const invalidService = awsRule({
  code: "invalid-service",
  severity: "error",
  description:
    "Finds condition keys whose prefix is no service, and ARNs whose service segment no service uses. Prefixes with a " +
    "dot are taken for identity providers, whose names AWS does not list.",
  needsCatalogue: true,
  check: (context, report) => {
    const { conditions, catalogue } = context;
    if (catalogue === undefined) return;
    for (const { key, lowerKey, pointer } of conditions) {
      const prefix = lowerKey.slice(0, Math.max(0, lowerKey.indexOf(":")));
      if (prefix === "" || /[.$\s]/.test(prefix) || catalogue.hasConditionKeyPrefix(prefix)) continue;
      const fix = didYouMean(prefix, ["aws", ...catalogue.services()], "use the prefix of a service, or `aws`");
      report(pointer, `the service \`${prefix}\` of the condition key \`${key}\` does not exist`, fix);
    }
    for (const { resource, prefix, service } of arnViews(context)) {
      const { text } = service;
      if (prefix.text !== "arn" || text === undefined || !/^[a-z0-9-]+$/.test(text) || catalogue.hasService(text))
        continue;
      if (catalogue.resourceTypesByArnService(text) !== undefined) continue;
      const fix = didYouMean(text, catalogue.services(), "use the service segment of the resource's ARN format");
      report(resource.pointer, `the service \`${text}\` of \`${resource.text}\` does not exist`, fix);
    }
  },
});
