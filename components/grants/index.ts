import { cloudwatch } from "./cloudwatch";
import { dynamodb } from "./dynamodb";
import { kms } from "./kms";
import { logs } from "./logs";
import { s3 } from "./s3";
import { secretsManager } from "./secrets-manager";
import { sqs } from "./sqs";
import { ssm } from "./ssm";

export type { KeyArgument, KeyGrantOptions } from "./kms";
export type { LogGroupArgument } from "./logs";
export type { BucketArgument, BucketGrantOptions } from "./s3";
export type { GrantScope } from "./grant-scope";
export type { QueueArgument } from "./sqs";
export type { ParameterArgument } from "./ssm";
export type { SecretArgument } from "./secrets-manager";
export type { TableArgument } from "./dynamodb";

/**
 * Statements for what instances do most, by service: each takes a resource or its ARN and returns the fewest actions on
 * exactly that resource, for `statements` of an InstanceRole. Give the resource itself, or its `arn`: both are known at first
 * preview where AWS puts nothing into the ARN. Of what a program makes from an ARN (`apply`), the pattern alone is known.
 */
export const grants = { cloudwatch, dynamodb, kms, logs, s3, secretsManager, sqs, ssm };
