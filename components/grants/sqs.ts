import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { arnOf } from "../arn-of";
import type { StatementArgs } from "../policy-statement";
import { grantedArn } from "./granted-arn";

/** A queue, or its ARN. */
export type QueueArgument = aws.sqs.Queue | pulumi.Input<string>;

const QUEUE = {
  form: /^arn:[^:]+:sqs:[^:]+:\d{12}:[\w-]+(\.fifo)?$/,
  expected: "the ARN of one queue (`arn:<partition>:sqs:<region>:<account>:<queue>`)",
  pattern: "arn:aws*:sqs:*:*:?*",
};

/**
 * Grants on one queue, named by its URL. A queue under a customer managed key needs `grants.kms.decrypt(key, { via: "sqs" })`
 * for consuming and `grants.kms.encrypt(key, { via: "sqs" })` for sending too.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 */
export const sqs = {
  /** Receiving messages, keeping them longer and deleting them when done. */
  consume: (queue: QueueArgument): StatementArgs[] => [
    onQueue("grants.sqs.consume", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], queue),
  ],

  /** Sending messages. */
  send: (queue: QueueArgument): StatementArgs[] => [onQueue("grants.sqs.send", ["sqs:SendMessage"], queue)],
};

function onQueue(grant: string, actions: readonly string[], queue: QueueArgument): StatementArgs {
  const arn = aws.sqs.Queue.isInstance(queue) ? arnOf(queue) : grantedArn(grant, queue, QUEUE);
  return { actions, resources: [arn] };
}
