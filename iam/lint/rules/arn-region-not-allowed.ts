import { arnViews, candidates } from "../arn-view";
import { awsRule } from "../rule";

export const arnRegionNotAllowed = awsRule({
  code: "arn-region-not-allowed",
  severity: "error",
  description: "Finds ARNs with a Region whose resource types have none.",
  needsCatalogue: true,
  check: (context, report) => {
    if (context.catalogue === undefined) return;
    for (const view of arnViews(context)) {
      const { text } = view.region;
      if (text === undefined || text === "") continue;
      const regions = candidates(view, context.catalogue)?.regions ?? [];
      if (regions.length === 0 || !regions.every((use) => use === "empty")) continue;
      report(
        view.resource.pointer,
        `ARNs of this resource type have no Region, got \`${text}\``,
        "leave the Region empty",
      );
    }
  },
});
