import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { arnOf } from "../arn-of";
import type { StatementArgs } from "../policy-statement";
import { appended, expectOptions, grantedArn, plainText } from "./granted-arn";

/** A bucket, or its ARN. */
export type BucketArgument = aws.s3.Bucket | pulumi.Input<string>;

/** Which part of a bucket is granted. */
export interface BucketGrantOptions {
  /** The beginning of the keys: `photos/`. @default every key */
  readonly prefix?: string;
  /**
   * The account that must own the bucket: a bucket of the same name in another account is then not meant.
   * @default any account
   */
  readonly bucketAccount?: pulumi.Input<string>;
}

const BUCKET = {
  form: /^arn:[^:]+:s3:::[a-z0-9][a-z0-9.-]+$/,
  expected: "the ARN of one bucket (`arn:<partition>:s3:::<bucket>`)",
  pattern: "arn:aws*:s3:::?*",
};

/**
 * Grants on one bucket. Objects under a customer managed key need `grants.kms.decrypt(key, { via: "s3" })` for reading and
 * `grants.kms.encrypt(key, { via: "s3" })` for writing too.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const s3 = {
  /**
   * Reading objects, in their newest version: s3:GetObject on the keys. Listing is a grant of its own; without it a key
   * that does not exist is answered with 403 instead of 404.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
   */
  read: (bucket: BucketArgument, options: BucketGrantOptions = {}): StatementArgs[] => [
    onObjects("grants.s3.read", ["s3:GetObject"], bucket, options),
  ],

  /** Writing objects, in parts too: s3:PutObject and s3:AbortMultipartUpload on the keys. */
  write: (bucket: BucketArgument, options: BucketGrantOptions = {}): StatementArgs[] => [
    onObjects("grants.s3.write", ["s3:PutObject", "s3:AbortMultipartUpload"], bucket, options),
  ],

  /** Listing the keys that begin with the prefix: s3:ListBucket on the bucket. */
  list: (bucket: BucketArgument, options: BucketGrantOptions = {}): StatementArgs[] => {
    const prefix = prefixOf("grants.s3.list", options);
    return [
      {
        actions: ["s3:ListBucket"],
        resources: [bucketArn("grants.s3.list", bucket)],
        ...conditions(options, prefix === "" ? {} : { StringLike: { "s3:prefix": `${prefix}*` } }),
      },
    ];
  },
};

function onObjects(
  grant: string,
  actions: readonly string[],
  bucket: BucketArgument,
  options: BucketGrantOptions,
): StatementArgs {
  const keys = appended(bucketArn(grant, bucket), `/${prefixOf(grant, options)}*`, BUCKET);
  return { actions, resources: [keys], ...conditions(options, {}) };
}

function bucketArn(grant: string, bucket: BucketArgument): pulumi.Input<string> {
  return aws.s3.Bucket.isInstance(bucket) ? arnOf(bucket) : grantedArn(grant, bucket, BUCKET);
}

function prefixOf(grant: string, options: BucketGrantOptions): string {
  expectOptions(grant, options, ["prefix", "bucketAccount"]);
  const { prefix } = options;
  return prefix === undefined ? "" : plainText(grant, prefix, "the beginning of keys");
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount */
function conditions(
  { bucketAccount }: BucketGrantOptions,
  others: NonNullable<StatementArgs["conditions"]>,
): Pick<StatementArgs, "conditions"> {
  const all = {
    ...others,
    ...(bucketAccount === undefined ? {} : { StringEquals: { "aws:ResourceAccount": bucketAccount } }),
  };
  return Object.keys(all).length === 0 ? {} : { conditions: all };
}
