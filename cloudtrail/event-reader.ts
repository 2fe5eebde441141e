import type { DuckDBConnection } from "@duckdb/node-api";
import { aggregationSql, DUCKDB, projectionSql, quoted, type ObservationRow, type TimeWindow } from "../right-size";
import { inspectedBatches, memoryFor, type Batch, type ReadableFile } from "./batches";
import { eventRelation } from "./event-relation";
import type { LogFile } from "./log-files";
import type { EventLog, ReadOptions } from "./event-log";
import { machineFault } from "./machine-error";

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

type EventKind = Exclude<Batch["kind"], "digest" | "aggregate">;

/** Reads batches into an embedded database, and aggregates them. */
export class EventReader {
  private readonly unreadable: { path: string; reason: string }[] = [];
  private readonly malformed: { path: string; reason: string; records: number }[] = [];
  private events = 0;

  constructor(
    private readonly connection: DuckDBConnection,
    /** For texts of compressed files. */
    private readonly folder: string,
    private readonly options: ReadOptions,
  ) {}

  async read(files: readonly LogFile[]): Promise<Omit<EventLog, "rows" | "close">> {
    for (const sql of TABLES) await this.connection.run(sql);
    let done = 0;
    for await (const batch of inspectedBatches(files, this.folder, this.options.signal)) {
      this.options.signal?.throwIfAborted();
      this.unreadable.push(...batch.unreadable);
      await this.connection.run(`SET memory_limit = '${memoryFor(batch.files)}'`);
      await this.readBatch(batch);
      done += batch.files.length + batch.unreadable.length;
      this.options.onProgress?.({ files: done, bytes: batch.bytes, events: this.events });
    }
    const { first, last } = await this.times();
    return {
      events: this.events,
      malformedRecords: this.malformed.reduce((sum, { records }) => sum + records, 0),
      malformed: this.malformed.sort((a, b) => (`${a.path} ${a.reason}` < `${b.path} ${b.reason}` ? -1 : 1)),
      unreadable: this.unreadable.sort((a, b) => (a.path < b.path ? -1 : 1)),
      ...(first === null ? {} : { first }),
      ...(last === null ? {} : { last }),
    };
  }

  /** Rows of what was read, then of files that were aggregated elsewhere. */
  async *rows(window: TimeWindow): AsyncGenerator<ObservationRow> {
    const inner = "SELECT number AS observation, object, event_id, event_time FROM occurrences";
    const sql = `SELECT dictionary.observation, object, events, first, last, earlier FROM (${aggregationSql(inner, window)}) AS rows JOIN dictionary ON dictionary.number = rows.observation UNION ALL SELECT * FROM aggregated ORDER BY 1, 2 NULLS FIRST`;
    try {
      const result = await this.connection.stream(sql);
      for await (const chunk of result.yieldRowObjectJs()) {
        for (const row of chunk) yield { ...row, events: Number(row["events"]) } as unknown as ObservationRow;
      }
    } catch (error) {
      throw machineFault(error as Error) ?? error;
    }
  }

  /** A batch that fails is read file by file, so that one bad file leaves out no other. */
  private async readBatch({ kind, files }: Batch): Promise<void> {
    if (files.length === 0 || kind === "digest") return;
    try {
      await this.insert(kind, files);
    } catch (error) {
      this.options.signal?.throwIfAborted();
      const fault = machineFault(error as Error);
      if (fault !== undefined) throw fault;
      if (files.length === 1 && files[0] !== undefined) {
        this.unreadable.push({ path: files[0].path, reason: reasonOf(error) });
        return;
      }
      for (const file of files) await this.readBatch({ kind, files: [file], unreadable: [], bytes: 0 });
    }
  }

  private async insert(kind: Exclude<Batch["kind"], "digest">, files: readonly ReadableFile[]): Promise<void> {
    const malformed = this.malformed.length;
    await this.connection.run("BEGIN");
    try {
      const events = await (kind === "aggregate" ? this.insertAggregated(files) : this.insertEvents(kind, files));
      await this.connection.run("COMMIT");
      this.events += events;
    } catch (error) {
      this.malformed.splice(malformed);
      // A failed COMMIT has ended the transaction already.
      await this.connection.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  private async insertEvents(kind: EventKind, files: readonly ReadableFile[]): Promise<number> {
    await this.connection.run(`CREATE OR REPLACE TEMP TABLE batch AS ${this.projection(kind, files)}`);
    if ((await this.numberOf("SELECT count(*) FROM batch WHERE observation IS NULL")) > 0) {
      for (const file of files) this.malformed.push(...(await this.malformedOf(kind, file)));
      await this.connection.run("DELETE FROM batch WHERE observation IS NULL");
    }
    for (const sql of KEEP) await this.connection.run(sql);
    const events = await this.numberOf("SELECT count(*) FROM batch");
    await this.connection.run("DROP TABLE batch");
    return events;
  }

  private projection(kind: EventKind, files: readonly ReadableFile[]): string {
    return projectionSql(DUCKDB, eventRelation(kind, files), this.options.filter);
  }

  /** What is wrong with records of one file, and how often. */
  private async malformedOf(kind: EventKind, file: ReadableFile) {
    const sql = `SELECT object, count(*) FROM (${this.projection(kind, [file])}) AS log WHERE observation IS NULL GROUP BY object`;
    const rows = (await this.connection.runAndReadAll(sql)).getRows();
    return rows.map(([reason, records]) => ({ path: file.path, reason: String(reason), records: Number(records) }));
  }

  private async insertAggregated(files: readonly ReadableFile[]): Promise<number> {
    let events = 0;
    for (const { path, plainPath } of files) {
      const rows = `(SELECT nullif(observation, '') AS observation, object, events::BIGINT AS events, first, last, earlier FROM read_csv(${quoted(plainPath)}, header = true, all_varchar = true)) AS rows`;
      await this.connection.run(`INSERT INTO aggregated SELECT * FROM ${rows} WHERE observation IS NOT NULL`);
      events += await this.numberOf(`SELECT sum(events) FROM ${rows} WHERE observation IS NOT NULL`);
      const malformed = await this.connection.runAndReadAll(
        `SELECT object, events FROM ${rows} WHERE observation IS NULL`,
      );
      for (const [reason, records] of malformed.getRows()) {
        this.malformed.push({ path, reason: String(reason), records: Number(records) });
      }
    }
    return events;
  }

  private async numberOf(sql: string): Promise<number> {
    return Number((await this.connection.runAndReadAll(sql)).getRows()[0]?.[0] ?? 0);
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
