import { awsRule } from "../rule";
import { ACTIONS_TABLE, reportUnfitActions } from "../unfit-actions";

export const unsupportedResourceForAction = awsRule({
  code: "unsupported-resource-for-action",
  severity: "warning",
  description:
    "Finds actions of an Allow that none of the statement's resources can be a resource of: the statement allows nothing with them. " +
    "Partition, Region and account are not compared, and actions without resource types not judged.",
  source: ACTIONS_TABLE,
  needsCatalogue: true,
  check: (context, report) => {
    reportUnfitActions("Allow", context, report);
  },
});
