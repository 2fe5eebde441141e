import { arnViews } from "../arn-view";
import { awsRule } from "../rule";

export const invalidArnServiceCase = awsRule({
  code: "invalid-arn-service-case",
  severity: "error",
  description: "Finds ARNs whose service segment has upper-case letters.",
  check: (context, report) => {
    for (const { resource, prefix, service } of arnViews(context)) {
      const { text } = service;
      if (prefix.text !== "arn" || text === undefined || text === text.toLowerCase()) continue;
      report(resource.pointer, `ARNs count case: \`${text}\` matches no service`, `use \`${text.toLowerCase()}\``);
    }
  },
});
