import { athenaTable } from "../../aws/athena-table";
import { AwsCallError } from "../../aws/aws-call-error";
import type { AwsConnection } from "../../aws/connection";
import { objectBytes } from "../../aws/object-bytes";
import { parseArn } from "../../iam";
import type { RoleFilter, TimeWindow } from "../../right-size";
import { partitionRanges } from "./athena-partitions";

/** A table of CloudTrail logs in Athena, with partitions by account, Region and day (`2026/01/31`). */
export interface AthenaTable {
  readonly workGroup: string;
  /** `database.table` */
  readonly table: string;
  /** Bytes after which the query is stopped. */
  readonly maxBytes: number;
}

/** What is known of a query before it runs. */
export interface AthenaEstimate {
  readonly text: string;
  /** It would scan more than it may. */
  readonly isTooMuch: boolean;
}

/** Says what the query will scan: the files of the account, the Regions and the days that it asks for, as they are stored. */
export async function athenaEstimate(
  connection: AwsConnection,
  { workGroup, table, maxBytes }: AthenaTable,
  { role }: RoleFilter,
  window: TimeWindow,
): Promise<AthenaEstimate> {
  const limit = `it is stopped after ${inWords(maxBytes)}`;
  const unknown = (why: string) => ({
    text: `what the query will scan is not known (${why}); ${limit}`,
    isTooMuch: false,
  });
  try {
    const { parameters, cutoff } = await athenaTable(connection, table, workGroup);
    const ranges = partitionRanges(parameters, parseArn(role)?.account ?? "", window);
    if (ranges === undefined) return unknown(`the table ${table} has no partition projection by region and day`);
    const { objects, bytes, isMore } = await objectBytes(connection, ranges, maxBytes);
    const group = cutoff === undefined ? "" : `, by its workgroup after ${inWords(cutoff)}`;
    const found = `${isMore ? "more than " : ""}${inWords(bytes)} in ${objects.toLocaleString("en")} files of ${ranges.length} Regions`;
    return { text: `the query will scan ${found}; ${limit}${group}`, isTooMuch: isMore };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    return unknown(`${error.action}: ${error.code}`);
  }
}

function inWords(bytes: number): string {
  return `${bytes.toLocaleString("en")} bytes`;
}
