import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { knownOr, knownText } from "./plan";

/** The root disk of an instance; always encrypted. */
export interface RootDiskArgs {
  /** In GiB. @default that of the image */
  readonly sizeGiB?: pulumi.Input<number>;
  /** @default "gp3" */
  readonly type?: pulumi.Input<string>;
  /** ARN of a key. @default the account's key for EBS */
  readonly kmsKeyArn?: pulumi.Input<string>;
  /** @default true */
  readonly deleteOnTermination?: pulumi.Input<boolean>;
}

/** A further disk; always encrypted. */
export interface DataDiskArgs extends RootDiskArgs {
  /** `/dev/sdf` and so on. */
  readonly deviceName: pulumi.Input<string>;
  readonly sizeGiB: pulumi.Input<number>;
}

const root = z.object({
  sizeGiB: knownOr(z.number().int().min(1, { message: "expected a size in GiB, at least 1" })).optional(),
  type: z.string().optional(),
  kmsKeyArn: knownText(
    (arn) => /^arn:[^:]+:kms:[^:]+:\d{12}:(key|alias)\/.+$/.test(arn),
    "the ARN of a key",
  ).optional(),
  deleteOnTermination: knownOr(z.boolean()).optional(),
});

/** Checks `rootDisk` and `dataDisks`. */
export const disksSchema = {
  rootDisk: root.optional(),
  dataDisks: z
    .array(
      root.extend({
        deviceName: knownText((name) => /^(\/dev\/)?[a-z0-9]+$/.test(name), "a device name such as `/dev/sdf`"),
      }),
    )
    .optional(),
};

/** Returns `disk` as aws.ec2.Instance takes it. */
export function instanceDisk(disk: RootDiskArgs) {
  return {
    encrypted: true,
    volumeType: disk.type ?? "gp3",
    deleteOnTermination: disk.deleteOnTermination ?? true,
    ...(disk.sizeGiB === undefined ? {} : { volumeSize: disk.sizeGiB }),
    ...(disk.kmsKeyArn === undefined ? {} : { kmsKeyId: disk.kmsKeyArn }),
  };
}
