import type { StatementArgs } from "../policy-statement";
import { plainText } from "./granted-arn";

/** Grants on metrics. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html */
export const cloudwatch = {
  /** Publishing metrics in one namespace (`CWAgent`). The action has no resources; the namespace is a condition. */
  putMetrics: (namespace: string): StatementArgs[] => [
    {
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      conditions: {
        StringEquals: {
          "cloudwatch:namespace": plainText("grants.cloudwatch.putMetrics", namespace, "a namespace"),
        },
      },
    },
  ],
};
