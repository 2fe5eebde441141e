import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { awsContext } from "../aws-context";
import { describe } from "../plan";
import type { StatementArgs } from "../policy-statement";
import { describeOutput } from "../symbolic-inputs";
import { expectOptions, grantedArn } from "./granted-arn";
import type { GrantScope } from "./grant-scope";

/** A key, or its ARN. An alias is no resource of the key's grants. */
export type KeyArgument = aws.kms.Key | pulumi.Input<string>;

/** Through which service a key is used. */
export interface KeyGrantOptions extends Pick<GrantScope, "region" | "provider"> {
  /** The service's name in kms:ViaService: `s3`, `secretsmanager`, `ssm`, `sqs`, `dynamodb`. */
  readonly via: string;
}

const KEY = {
  form: /^arn:[^:]+:kms:[^:]+:\d{12}:key\/[\w-]+$/,
  expected: "the ARN of one key (`arn:<partition>:kms:<region>:<account>:key/<id>`), not of an alias",
  pattern: "arn:aws*:kms:*:*:key/?*",
};

/** Grants on one key. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
export const kms = {
  /** Decrypting with the key, only as part of a request to the service `via` in the key's region: to read what it keeps. */
  decrypt: (key: KeyArgument, options: KeyGrantOptions): StatementArgs[] =>
    throughService("grants.kms.decrypt", ["kms:Decrypt"], key, options),

  /**
   * Encrypting with the key in the same way: to write objects under it, in parts too, and to send messages under it. Both
   * take data keys, which are decrypted again.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
   */
  encrypt: (key: KeyArgument, options: KeyGrantOptions): StatementArgs[] =>
    throughService("grants.kms.encrypt", ["kms:GenerateDataKey", "kms:Decrypt"], key, options),
};

function throughService(
  grant: string,
  actions: readonly string[],
  key: KeyArgument,
  options: KeyGrantOptions,
): StatementArgs[] {
  expectOptions(grant, options, ["via", "region", "provider"]);
  const via: unknown = options.via;
  if (typeof via !== "string" || !/^[a-z0-9-]+$/.test(via)) {
    throw new pulumi.RunError(
      `${grant}: got ${describe(via)} for \`via\`, expected the name of one service such as \`secretsmanager\``,
    );
  }
  return [
    {
      actions,
      resources: [aws.kms.Key.isInstance(key) ? key.arn : grantedArn(grant, key, KEY)],
      conditions: { StringEquals: { "kms:ViaService": viaService(options, key) } },
    },
  ];
}

/** The names under which `via` calls KMS: the global suffix, and that of the partition where it is another. */
function viaService(options: KeyGrantOptions, key: KeyArgument): pulumi.Output<string[]> {
  const context = awsContext({
    ...(aws.kms.Key.isInstance(key) ? { parent: key } : {}),
    ...(options.provider === undefined ? {} : { provider: options.provider }),
  });
  const region = options.region ?? (aws.kms.Key.isInstance(key) ? key.region : (regionOf(key) ?? context.region));
  const names = pulumi
    .all([region, context.dnsSuffix])
    .apply(([in_, suffix]) => [...new Set(["amazonaws.com", suffix])].map((end) => `${options.via}.${in_}.${end}`));
  return describeOutput(names, { label: `\`${options.via}\` in the key's region`, pattern: `${options.via}.*` });
}

function regionOf(arn: pulumi.Input<string>): string | undefined {
  return typeof arn === "string" ? arn.split(":")[3] : undefined;
}
