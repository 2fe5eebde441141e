import { partitionOfRegion, REGIONS, REGIONS_AS_OF } from "../../data/regions";
import { arnViews, candidates, type ArnView } from "../arn-view";
import type { ActionCatalogue } from "../../data/action-catalogue";
import { awsRule } from "../rule";
import { didYouMean } from "../suggest";

/** A resource type of the ARN has this text in the place of the Region, or has no Region at all. */
function isOtherwiseJudged(view: ArnView, region: string, catalogue: ActionCatalogue | undefined): boolean {
  const regions = catalogue === undefined ? [] : (candidates(view, catalogue)?.regions ?? []);
  if (regions.some((use) => typeof use === "object" && use.literal === region)) return true;
  return regions.length > 0 && regions.every((use) => use === "empty");
}

export const invalidArnRegion = awsRule({
  code: "invalid-arn-region",
  severity: "error",
  description: "Finds ARNs of a Region that does not exist, or not in their partition.",
  check: (context, report) => {
    for (const view of arnViews(context)) {
      const region = view.region.text;
      if (view.prefix.text !== "arn" || region === undefined || region === "") continue;
      if (isOtherwiseJudged(view, region, context.catalogue)) continue;
      const partition = partitionOfRegion(region);
      if (partition === undefined) {
        const fix = didYouMean(region, REGIONS, "use the code of a Region, such as `eu-west-1`, or `*`");
        report(view.resource.pointer, `there is no Region \`${region}\` (AWS's list of ${REGIONS_AS_OF})`, fix);
      } else if (view.partition.text !== undefined && view.partition.text !== partition) {
        const message = `the Region \`${region}\` is in the partition \`${partition}\`, not \`${view.partition.text}\``;
        report(view.resource.pointer, message, `use the partition \`${partition}\``);
      }
    }
  },
});
