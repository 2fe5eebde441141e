import * as pulumi from "@pulumi/pulumi";
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

/** Returns `disk` as aws.ec2.LaunchTemplate takes it, where booleans are texts. */
export function templateDisk(disk: RootDiskArgs) {
  return {
    encrypted: "true",
    volumeType: disk.type ?? "gp3",
    deleteOnTermination: pulumi.output(disk.deleteOnTermination ?? true).apply((wanted) => String(wanted)),
    ...(disk.sizeGiB === undefined ? {} : { volumeSize: disk.sizeGiB }),
    ...(disk.kmsKeyArn === undefined ? {} : { kmsKeyId: disk.kmsKeyArn }),
  };
}
