import { arnViews } from "../arn-view";
import { awsRule } from "../rule";

export const wildcardInServiceName = awsRule({
  code: "wildcard-in-service-name",
  severity: "suggestion",
  description: "Finds ARNs with a wildcard in their service segment, which may come to match services yet to be made.",
  check: (context, report) => {
    for (const { resource, prefix, service } of arnViews(context)) {
      if (prefix.text !== "arn") continue;
      if (!service.parts.some(({ kind }) => kind === "anyString" || kind === "anyChar")) continue;
      report(
        resource.pointer,
        `\`${resource.text}\` has a wildcard in its service segment: it may match resources of services that are not meant`,
        "name the service",
      );
    }
  },
});
