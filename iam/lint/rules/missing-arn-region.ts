import { arnViews, candidates } from "../arn-view";
import { awsRule } from "../rule";

export const missingArnRegion = awsRule({
  code: "missing-arn-region",
  severity: "error",
  description: "Finds ARNs without a Region whose resource types have one.",
  needsCatalogue: true,
  check: (context, report) => {
    if (context.catalogue === undefined) return;
    for (const view of arnViews(context)) {
      if (view.region.text !== "") continue;
      const regions = candidates(view, context.catalogue)?.regions ?? [];
      if (regions.length === 0 || regions.some((use) => use === "empty" || use === "optional")) continue;
      report(view.resource.pointer, "ARNs of this resource type have a Region", "name the Region, or use `*`");
    }
  },
});
