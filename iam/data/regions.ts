import table from "./region-table.json";

/** Every Region that AWS lists, with its partition. */
const PARTITION_OF = new Map(
  Object.entries(table.partitions).flatMap(([partition, regions]) =>
    regions.map((region) => [region, partition] as const),
  ),
);

/** The day of the list: Regions that AWS opened since are not in it. */
export const REGIONS_AS_OF: string = table.date;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const PARTITIONS: readonly string[] = Object.keys(table.partitions);

/**
 * Stands for the partition of a principal where it is not known yet and an ARN is needed to judge by: that of nearly every
 * account, so that a counterexample reads as people know it. Never for what is deployed.
 */
export const STAND_IN_PARTITION = "aws" satisfies keyof typeof table.partitions;

/** The Regions of all partitions, by name. */
export const REGIONS: readonly string[] = [...PARTITION_OF.keys()];

/** The partition of a Region; undefined for a text that is none. */
export function partitionOfRegion(region: string): string | undefined {
  return PARTITION_OF.get(region);
}
