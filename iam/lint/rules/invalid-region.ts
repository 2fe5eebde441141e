import { REGIONS, REGIONS_AS_OF, partitionOfRegion } from "../../data/regions";
import { fixedValues, knownConditions } from "../condition-rule";
import { awsRule } from "../rule";
import { didYouMean } from "../suggest";

/** What aws:RequestedRegion holds for services without a Region. */
const GLOBAL_ENDPOINTS: readonly string[] = ["aws-global", "aws-cn-global", "aws-us-gov-global"];

export const invalidRegion = awsRule({
  code: "invalid-region",
  severity: "error",
  description: "Finds values of aws:RequestedRegion that are no Region.",
  check: (context, report) => {
    for (const { lowerKey, operator, values } of knownConditions(context)) {
      if (lowerKey !== "aws:requestedregion" || operator.family !== "string") continue;
      for (const { text, pointer, hasWildcard } of fixedValues(values)) {
        if (hasWildcard || partitionOfRegion(text) !== undefined || GLOBAL_ENDPOINTS.includes(text)) continue;
        const fix = didYouMean(text, REGIONS, "use the code of a Region, such as `eu-west-1`");
        report(pointer, `there is no Region \`${text}\` (AWS's list of ${REGIONS_AS_OF})`, fix);
      }
    }
  },
});
