import { setTimeout as wait } from "node:timers/promises";

import { asAwsCall, AwsCallError } from "./aws-call-error";
import { settingsWithAssumedRoles } from "./assumed-roles";
import type { AwsConnection } from "./connection";

/** One query in Athena. */
export interface AthenaQuery {
  readonly workGroup: string;
  readonly sql: string;
  /** Bytes after which the query is stopped. */
  readonly maxBytes: number;
  /** Pause between two looks at the query, in milliseconds. @default 1000 */
  readonly pollMs?: number;
  readonly onProgress?: (scannedBytes: number) => void;
}

/** The rows of a query, each value as text or null by its column, and what it scanned. */
export interface AthenaResult {
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  readonly scannedBytes: number;
}

/**
 * Runs a query, and stops it once it has scanned more than it may.
 * @throws AwsCallError with Athena's code, or `QueryFailed` and `BytesLimitExceeded`
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
 */
export async function runAthenaQuery(connection: AwsConnection, query: AthenaQuery): Promise<AthenaResult> {
  const athena = await import("@aws-sdk/client-athena");
  const client = new athena.AthenaClient(settingsWithAssumedRoles(connection, "athena"));
  try {
    const { QueryExecutionId } = await asAwsCall("athena:StartQueryExecution", () =>
      client.send(new athena.StartQueryExecutionCommand({ QueryString: query.sql, WorkGroup: query.workGroup })),
    );
    const scannedBytes = await finished(athena, client, QueryExecutionId ?? "", query);
    return { rows: await readRows(athena, client, QueryExecutionId ?? ""), scannedBytes };
  } finally {
    client.destroy();
  }
}

type AthenaModule = typeof import("@aws-sdk/client-athena");
type Client = InstanceType<AthenaModule["AthenaClient"]>;

/** Waits for the end of a query, and returns the bytes that it scanned. */
async function finished(
  athena: AthenaModule,
  client: Client,
  QueryExecutionId: string,
  { maxBytes, pollMs = 1000, onProgress }: AthenaQuery,
): Promise<number> {
  for (;;) {
    const { QueryExecution } = await asAwsCall("athena:GetQueryExecution", () =>
      client.send(new athena.GetQueryExecutionCommand({ QueryExecutionId })),
    );
    const { State, StateChangeReason = "no reason given" } = QueryExecution?.Status ?? {};
    const scanned = QueryExecution?.Statistics?.DataScannedInBytes ?? 0;
    onProgress?.(scanned);
    if (State === "FAILED" || State === "CANCELLED") {
      throw new AwsCallError(
        "athena:StartQueryExecution",
        "QueryFailed",
        `the query ended as ${State}: ${StateChangeReason}`,
      );
    }
    if (scanned > maxBytes) {
      await asAwsCall("athena:StopQueryExecution", () =>
        client.send(new athena.StopQueryExecutionCommand({ QueryExecutionId })),
      );
      throw new AwsCallError(
        "athena:StartQueryExecution",
        "BytesLimitExceeded",
        `the query was stopped: it had scanned ${scanned} bytes, expected at most ${maxBytes}`,
      );
    }
    if (State === "SUCCEEDED") return scanned;
    await wait(pollMs);
  }
}

/** All pages of the results; the first row of the first page holds the names of the columns. */
async function readRows(athena: AthenaModule, client: Client, QueryExecutionId: string): Promise<AthenaResult["rows"]> {
  const rows: (string | null)[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await asAwsCall("athena:GetQueryResults", () =>
      client.send(new athena.GetQueryResultsCommand({ QueryExecutionId, NextToken })),
    );
    for (const { Data = [] } of page.ResultSet?.Rows ?? []) {
      rows.push(Data.map(({ VarCharValue }) => VarCharValue ?? null));
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const [names = [], ...values] = rows;
  return values.map((row) => Object.fromEntries(names.map((name, index) => [name ?? "", row[index] ?? null])));
}
