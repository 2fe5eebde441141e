import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { arnOf } from "../arn-of";
import type { StatementArgs } from "../policy-statement";
import { appended, grantedArn } from "./granted-arn";

/** A log group, or its ARN, without the `:*` that some APIs put behind it. */
export type LogGroupArgument = aws.cloudwatch.LogGroup | pulumi.Input<string>;

const LOG_GROUP = {
  form: /^arn:[^:]+:logs:[^:]+:\d{12}:log-group:[\w./#-]+$/,
  expected: "the ARN of one log group (`arn:<partition>:logs:<region>:<account>:log-group:<name>`)",
  pattern: "arn:aws*:logs:*:*:log-group:?*",
};

/** Grants on one log group. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html */
export const logs = {
  /** Creating log streams in the group and writing events to them. The form `<group>:*` is the one that CloudWatch Logs checks. */
  write: (group: LogGroupArgument): StatementArgs[] => [
    {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [
        appended(
          aws.cloudwatch.LogGroup.isInstance(group) ? arnOf(group) : grantedArn("grants.logs.write", group, LOG_GROUP),
          ":*",
          LOG_GROUP,
        ),
      ],
    },
  ],
};
