import type { DuckDBConnection } from "@duckdb/node-api";
import { aggregationSql, DUCKDB, projectionSql, quoted, type ObservationRow, type TimeWindow } from "../right-size";
import { inspectedBatches, type Batch, type ReadableFile } from "./batches";
import { eventRelation } from "./event-relation";
import type { LogFile } from "./log-files";
import type { EventLog, ReadOptions } from "./event-log";

/**
 * Different observations get a number, so that what is kept of an event of the role is small: that number, the object, its id and
 * its time. Of all others only the first and the last time are kept.
 */
const TABLES = [
  "CREATE TABLE dictionary (number INTEGER, observation VARCHAR)",
  "CREATE TABLE occurrences (number INTEGER, object VARCHAR, event_id VARCHAR, event_time VARCHAR)",
  "CREATE TABLE aggregated (observation VARCHAR, object VARCHAR, events BIGINT, first VARCHAR, last VARCHAR, earlier VARCHAR)",
];
const KEEP = [
  "INSERT INTO dictionary SELECT (SELECT count(*) FROM dictionary) + row_number() OVER (ORDER BY observation), observation FROM (SELECT DISTINCT observation FROM batch WHERE observation NOT IN (SELECT observation FROM dictionary))",
  "INSERT INTO occurrences SELECT number, object, event_id, event_time FROM batch JOIN dictionary USING (observation) WHERE event_id IS NOT NULL",
  "INSERT INTO occurrences SELECT number, NULL, NULL, unnest([min(event_time), max(event_time)]) FROM batch JOIN dictionary USING (observation) WHERE event_id IS NULL GROUP BY number",
];

/** Reads batches into an embedded database, and aggregates them. */
export class EventReader {
  private readonly unreadable: { path: string; reason: string }[] = [];
  private events = 0;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly options: ReadOptions,
  ) {}

  async read(files: readonly LogFile[]): Promise<Omit<EventLog, "rows" | "close">> {
    for (const sql of TABLES) await this.connection.run(sql);
    let done = 0;
    for await (const batch of inspectedBatches(files)) {
      this.unreadable.push(...batch.unreadable);
      await this.readBatch(batch);
      done += batch.files.length + batch.unreadable.length;
      this.options.onProgress?.({ files: done, bytes: batch.bytes, events: this.events });
    }
    const { first, last } = await this.times();
    return {
      events: this.events,
      unreadable: this.unreadable.sort((a, b) => (a.path < b.path ? -1 : 1)),
      ...(first === null ? {} : { first }),
      ...(last === null ? {} : { last }),
    };
  }

  /** Rows of what was read, then of files that were aggregated elsewhere. */
  async *rows(window: TimeWindow): AsyncGenerator<ObservationRow> {
    const inner = "SELECT number AS observation, object, event_id, event_time FROM occurrences";
    const sql = `SELECT dictionary.observation, object, events, first, last, earlier FROM (${aggregationSql(inner, window)}) AS rows JOIN dictionary ON dictionary.number = rows.observation UNION ALL SELECT * FROM aggregated ORDER BY 1, 2 NULLS FIRST`;
    const result = await this.connection.stream(sql);
    for await (const chunk of result.yieldRowObjectJs()) {
      for (const row of chunk) yield { ...row, events: Number(row["events"]) } as unknown as ObservationRow;
    }
  }

  /** A batch that fails is read file by file, so that one bad file leaves out no other. */
  private async readBatch({ kind, files }: Batch): Promise<void> {
    if (files.length === 0 || kind === "digest") return;
    try {
      await this.insert(kind, files);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith("Out of Memory")) throw error;
      if (files.length === 1 && files[0] !== undefined) {
        this.unreadable.push({ path: files[0].path, reason: reasonOf(error) });
        return;
      }
      for (const file of files) await this.readBatch({ kind, files: [file], unreadable: [], bytes: 0 });
    }
  }

  private async insert(kind: Exclude<Batch["kind"], "digest">, files: readonly ReadableFile[]): Promise<void> {
    await this.connection.run("BEGIN");
    try {
      this.events += await (kind === "aggregate" ? this.insertAggregated(files) : this.insertEvents(kind, files));
      await this.connection.run("COMMIT");
    } catch (error) {
      await this.connection.run("ROLLBACK");
      throw error;
    }
  }

  private async insertEvents(
    kind: Exclude<Batch["kind"], "digest" | "aggregate">,
    files: readonly ReadableFile[],
  ): Promise<number> {
    const projection = projectionSql(DUCKDB, eventRelation(kind, files), this.options.filter);
    await this.connection.run(`CREATE OR REPLACE TEMP TABLE batch AS ${projection}`);
    for (const sql of KEEP) await this.connection.run(sql);
    const counted = await this.connection.runAndReadAll("SELECT count(*) FROM batch");
    await this.connection.run("DROP TABLE batch");
    return Number(counted.getRows()[0]?.[0] ?? 0);
  }

  private async insertAggregated(files: readonly ReadableFile[]): Promise<number> {
    const paths = `[${files.map(({ path }) => quoted(path)).join(", ")}]`;
    const rows = `read_csv(${paths}, header = true, all_varchar = true)`;
    await this.connection.run(
      `INSERT INTO aggregated SELECT observation, object, events::BIGINT, first, last, earlier FROM ${rows}`,
    );
    const counted = await this.connection.runAndReadAll(`SELECT sum(events::BIGINT) FROM ${rows}`);
    return Number(counted.getRows()[0]?.[0] ?? 0);
  }

  private async times(): Promise<{ first: string | null; last: string | null }> {
    const result = await this.connection.runAndReadAll(
      "SELECT min(first) AS first, max(last) AS last FROM (SELECT min(event_time) AS first, max(event_time) AS last FROM occurrences UNION ALL SELECT min(first), max(last) FROM aggregated)",
    );
    return result.getRowObjects()[0] as { first: string | null; last: string | null };
  }
}

/** The first line of DuckDB's message, without the path that stands beside it. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `its events cannot be read: ${(text.split("\n")[0] ?? "").replace(/ in file "[^"]*",?/, "")}`;
}
