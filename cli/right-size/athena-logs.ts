import { runAthenaQuery } from "../../aws/athena-query";
import { AwsCallError } from "../../aws/aws-call-error";
import type { AwsConnection } from "../../aws/connection";
import { parseArn } from "../../iam";
import {
  aggregationSql,
  projectionSql,
  quoted,
  TRINO,
  type ObservationRow,
  type RoleFilter,
  type TimeWindow,
} from "../../right-size";
import { InputError } from "../input";
import { athenaEstimate, type AthenaTable } from "./athena-estimate";
import { dayOf } from "./athena-partitions";
import { malformedFault } from "./read-logs";
import type { EventSourceRows } from "./size-role";

/**
 * The aggregation over the role's account and the days of the window, in Athena's SQL.
 * @throws InputError for a table or a role that is not named in full
 */
export function athenaSql(table: string, filter: RoleFilter, window: TimeWindow): string {
  const account = parseArn(filter.role)?.account;
  if (account === undefined) {
    throw fault("--role", `got \`${filter.role}\`, expected an ARN: its account is a partition of the table`);
  }
  if (!/^\w+\.\w+$/.test(table)) {
    throw fault("--table", `got \`${table}\`, expected \`database.table\``);
  }
  const days = [
    ...(window.since === undefined ? [] : [`day >= ${quoted(dayOf(window.since))}`]),
    ...(window.until === undefined ? [] : [`day <= ${quoted(dayOf(window.until))}`]),
  ];
  const where = [`account = ${quoted(account)}`, ...days].join(" AND ");
  return aggregationSql(projectionSql(TRINO, `(SELECT * FROM ${table} WHERE ${where}) AS log`, filter), window);
}

function fault(file: string, reason: string): InputError {
  return new InputError([{ file, pointer: "", reason }]);
}

/**
 * Runs the aggregation in Athena, after it has said how much that will scan. Its rows are few and stay in memory. An aborted signal
 * stops the query.
 * @throws InputError with Athena's reason when it fails, and for one that scans too much or would
 */
export async function athenaLogs(
  connection: AwsConnection,
  { workGroup, table, maxBytes }: AthenaTable,
  filter: RoleFilter,
  window: TimeWindow,
  signal?: AbortSignal,
): Promise<EventSourceRows> {
  const sql = athenaSql(table, filter, window);
  const estimate = await athenaEstimate(connection, { workGroup, table, maxBytes }, filter, window);
  process.stderr.write(`${estimate.text}\n`);
  if (estimate.isTooMuch) throw fault("--max-bytes", "it would scan more than that: no query was started");
  const query = { workGroup, sql, maxBytes, ...(signal === undefined ? {} : { signal }) };
  const { rows } = await runAthenaQuery(connection, query).catch((error: unknown) => {
    if (!(error instanceof AwsCallError)) throw error;
    throw fault("--athena", `${error.action}: ${error.code}: ${error.message}`);
  });
  return eventsOf(table, rows.map(observationRow));
}

function observationRow(row: Readonly<Record<string, string | null>>): ObservationRow {
  return {
    observation: row["observation"] ?? null,
    object: row["object"] ?? null,
    events: Number(row["events"] ?? 0),
    first: row["first"] ?? null,
    last: row["last"] ?? null,
    earlier: row["earlier"] ?? null,
  };
}

/**
 * Tells the events from the records that are none.
 * @throws InputError where too many are none
 */
function eventsOf(table: string, rows: readonly ObservationRow[]): EventSourceRows {
  const read = rows.filter(({ observation }) => observation !== null);
  const malformed = rows
    .filter(({ observation }) => observation === null)
    .map(({ object, events }) => ({ path: table, reason: object ?? "", records: events }));
  const malformedRecords = malformed.reduce((sum, { records }) => sum + records, 0);
  const events = read.reduce((sum, one) => sum + one.events, 0);
  const tooMany = malformedFault({ events, malformedRecords });
  if (tooMany !== undefined) throw fault(table, tooMany);
  const times = read
    .flatMap(({ first, last }) => [first, last])
    .filter((time) => time !== null)
    .sort();
  const [first] = times;
  const last = times.at(-1);
  return {
    files: 0,
    events,
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
    unreadable: [],
    malformedRecords,
    malformed,
    rows: async function* () {
      yield* read;
      await Promise.resolve();
    },
  };
}
