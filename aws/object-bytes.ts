import { asAwsCall } from "./aws-call-error";
import { settingsWithAssumedRoles } from "./assumed-roles";
import { checkedClient } from "./checked-client";
import type { AwsConnection } from "./connection";

/** Objects of a bucket whose keys begin alike and lie between two texts. */
export interface KeyRange {
  readonly bucket: string;
  readonly prefix: string;
  /** Keys come after it. @default all */
  readonly after?: string;
  /** Keys begin with it or come before it. @default all */
  readonly last?: string;
}

/** Objects, and their bytes as they are stored. */
export interface ObjectBytes {
  readonly objects: number;
  readonly bytes: number;
  /** There are more: the counting stopped. */
  readonly isMore: boolean;
}

/**
 * Counts the objects of key ranges and their bytes, until they are more than `maxBytes`.
 * @throws AwsCallError with S3's code
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export async function objectBytes(
  connection: AwsConnection,
  ranges: readonly KeyRange[],
  maxBytes: number,
): Promise<ObjectBytes> {
  const s3 = await import("@aws-sdk/client-s3");
  const isLocal = connection.endpoints?.["s3"] !== undefined;
  const settings = { ...settingsWithAssumedRoles(connection, "s3"), forcePathStyle: isLocal };
  const client = checkedClient(new s3.S3Client(settings));
  let [objects, bytes] = [0, 0];
  try {
    for (const { bucket: Bucket, prefix: Prefix, after: StartAfter, last } of ranges) {
      let ContinuationToken: string | undefined;
      do {
        const page = await asAwsCall("s3:ListObjectsV2", () =>
          client.send(new s3.ListObjectsV2Command({ Bucket, Prefix, StartAfter, ContinuationToken })),
        );
        ContinuationToken = page.NextContinuationToken;
        for (const { Key = "", Size = 0 } of page.Contents ?? []) {
          if (last !== undefined && Key > last && !Key.startsWith(last)) {
            ContinuationToken = undefined;
            break;
          }
          objects += 1;
          bytes += Size;
        }
        if (bytes > maxBytes) return { objects, bytes, isMore: true };
      } while (ContinuationToken !== undefined);
    }
    return { objects, bytes, isMore: false };
  } finally {
    client.destroy();
  }
}
