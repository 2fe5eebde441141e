import { awsRule } from "../rule";
import { ACTIONS_TABLE, reportUnfitActions } from "../unfit-actions";

export const unsupportedResourceForDeniedAction = awsRule({
  code: "unsupported-resource-for-denied-action",
  severity: "error",
  description:
    "Finds actions of a Deny that none of the statement's resources can be a resource of: the statement denies nothing with them. " +
    "Partition, Region and account are not compared, and actions without resource types not judged.",
  source: ACTIONS_TABLE,
  needsCatalogue: true,
  check: (context, report) => {
    reportUnfitActions("Deny", context, report);
  },
});
