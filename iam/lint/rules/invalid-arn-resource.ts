import { arnViews, candidates } from "../arn-view";
import { awsRule } from "../rule";

export const invalidArnResource = awsRule({
  code: "invalid-arn-resource",
  severity: "error",
  description: "Finds ARNs whose resource part fits no resource type of their service.",
  needsCatalogue: true,
  check: (context, report) => {
    const { catalogue } = context;
    if (catalogue === undefined) return;
    for (const view of arnViews(context)) {
      const found = candidates(view, catalogue);
      if (found === undefined || found.regions.length > 0) continue;
      report(
        view.resource.pointer,
        `no resource type of \`${view.service.text ?? ""}\` has ARNs like \`${view.resource.text}\``,
        "use an ARN format of the service's resource types",
      );
    }
  },
});
