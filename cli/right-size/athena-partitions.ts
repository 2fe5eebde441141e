import type { KeyRange } from "../../aws/object-bytes";
import type { TimeWindow } from "../../right-size";

/**
 * Where the files of an account and a window are, by the partition projection of a table: one range of keys a Region. Undefined for
 * a table without projection of the Region by enumeration, or whose day is not at the end of the location.
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html
 */
export function partitionRanges(
  parameters: Readonly<Record<string, string>>,
  account: string,
  { since, until }: TimeWindow,
): readonly KeyRange[] | undefined {
  const template = /^s3:\/\/([^/]+)\/(.*)\$\{day\}\/?$/.exec(parameters["storage.location.template"] ?? "");
  const [, bucket, path = ""] = template ?? [];
  const regions = (parameters["projection.region.values"] ?? "").split(",").filter((region) => region !== "");
  if (bucket === undefined || regions.length === 0) return undefined;
  return regions.map((region) => {
    const prefix = path.replaceAll("${account}", account).replaceAll("${region}", region.trim());
    return {
      bucket,
      prefix,
      ...(since === undefined ? {} : { after: prefix + dayOf(since) }),
      ...(until === undefined ? {} : { last: prefix + dayOf(until) }),
    };
  });
}

/** The day of a time as the partitions have it: `2026/01/31`. */
export function dayOf(time: string): string {
  return time.slice(0, 10).replaceAll("-", "/");
}
