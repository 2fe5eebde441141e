import { PARTITIONS } from "../../data/regions";
import { arnViews } from "../arn-view";
import { awsRule } from "../rule";
import { didYouMean } from "../suggest";

export const invalidPartition = awsRule({
  code: "invalid-partition",
  severity: "error",
  description: "Finds ARNs of a partition that does not exist.",
  check: (context, report) => {
    for (const { resource, prefix, partition } of arnViews(context)) {
      if (prefix.text !== "arn" || partition.text === undefined || PARTITIONS.includes(partition.text)) continue;
      report(
        resource.pointer,
        `there is no partition \`${partition.text}\``,
        didYouMean(partition.text, PARTITIONS, `use one of ${PARTITIONS.join(", ")}`),
      );
    }
  },
});
