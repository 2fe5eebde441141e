import { setTimeout as wait } from "node:timers/promises";

import { asAwsCall, AwsCallError } from "./aws-call-error";
import { settingsWithAssumedRoles } from "./assumed-roles";
import { checkedClient } from "./checked-client";
import type { AwsConnection } from "./connection";

/** One query in Athena. */
export interface AthenaQuery {
  readonly workGroup: string;
  readonly sql: string;
  /** Bytes after which the query is stopped. */
  readonly maxBytes: number;
  /** Milliseconds after which the query is stopped, its time in the queue included. @default one hour */
  readonly maxMs?: number;
  /** Pause between two looks at the query, in milliseconds. @default 1000 */
  readonly pollMs?: number;
  /** Stops the query when it is aborted. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (scannedBytes: number) => void;
}

/** The rows of a query, each value as text or null by its column, and what it scanned. */
export interface AthenaResult {
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  readonly scannedBytes: number;
}

const START = "athena:StartQueryExecution";
const ONE_HOUR = 3_600_000;

/**
 * Runs a query. Whatever ends it before its own end also stops it in Athena, where it would go on and cost: too many bytes,
 * too much time, an interruption, an error on the way.
 * @throws AwsCallError with Athena's code, or `QueryFailed`, `BytesLimitExceeded`, `TimeLimitExceeded`, `Interrupted`
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
 */
export async function runAthenaQuery(connection: AwsConnection, query: AthenaQuery): Promise<AthenaResult> {
  const athena = await import("@aws-sdk/client-athena");
  const settings = settingsWithAssumedRoles(connection, "athena");
  const client = checkedClient(new athena.AthenaClient(settings), ["StopQueryExecutionCommand"]);
  try {
    const { QueryExecutionId = "" } = await asAwsCall(START, () =>
      client.send(new athena.StartQueryExecutionCommand({ QueryString: query.sql, WorkGroup: query.workGroup })),
    );
    const scannedBytes = await finished(athena, client, QueryExecutionId, query);
    return { rows: await readRows(athena, client, QueryExecutionId), scannedBytes };
  } finally {
    client.destroy();
  }
}

type AthenaModule = typeof import("@aws-sdk/client-athena");
type Client = InstanceType<AthenaModule["AthenaClient"]>;

/** Waits for the end of a query, and returns the bytes that it scanned; stops the query where it does not wait for the end. */
async function finished(
  athena: AthenaModule,
  client: Client,
  QueryExecutionId: string,
  { maxBytes, maxMs = ONE_HOUR, pollMs = 1000, signal, onProgress }: AthenaQuery,
): Promise<number> {
  const start = performance.now();
  let ended = false;
  try {
    for (;;) {
      const { state, reason, scanned } = await look(athena, client, QueryExecutionId);
      onProgress?.(scanned);
      ended = state === "SUCCEEDED" || state === "FAILED" || state === "CANCELLED";
      if (state === "FAILED" || state === "CANCELLED") {
        throw new AwsCallError(START, "QueryFailed", `the query ended as ${state}: ${reason}`);
      }
      if (scanned > maxBytes) {
        const message = `the query was stopped: it had scanned ${scanned} bytes, expected at most ${maxBytes}`;
        throw new AwsCallError(START, "BytesLimitExceeded", message);
      }
      if (ended) return scanned;
      if (performance.now() - start >= maxMs) {
        const message = `the query was stopped: it had not ended after ${maxMs / 1000} seconds`;
        throw new AwsCallError(START, "TimeLimitExceeded", message);
      }
      await pause(pollMs, signal);
    }
  } catch (error) {
    if (!ended) await stop(athena, client, QueryExecutionId, error);
    throw error;
  }
}

async function look(athena: AthenaModule, client: Client, QueryExecutionId: string) {
  const { QueryExecution } = await asAwsCall("athena:GetQueryExecution", () =>
    client.send(new athena.GetQueryExecutionCommand({ QueryExecutionId })),
  );
  const { State: state, StateChangeReason: reason = "no reason given" } = QueryExecution?.Status ?? {};
  return { state, reason, scanned: QueryExecution?.Statistics?.DataScannedInBytes ?? 0 };
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch {
    throw new AwsCallError(START, "Interrupted", "the query was interrupted, and stopped");
  }
}

/** Stops a query because of `cause`. @throws AwsCallError where it cannot be stopped */
async function stop(athena: AthenaModule, client: Client, QueryExecutionId: string, cause: unknown): Promise<void> {
  const command = new athena.StopQueryExecutionCommand({ QueryExecutionId });
  try {
    await asAwsCall("athena:StopQueryExecution", () => client.send(command));
  } catch (error) {
    const { action, code, message } = error as AwsCallError;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AwsCallError(action, code, `${message}; the query \`${QueryExecutionId}\` may still run (${why})`);
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
