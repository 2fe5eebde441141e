import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { EventLog, ReadOptions } from "./event-log";
import { EventReader } from "./event-reader";
import type { LogFile } from "./log-files";

/**
 * Reads CloudTrail's files through an embedded DuckDB, which is loaded now, batch by batch: memory does not grow with the events.
 * Cut-off and corrupt files are left out and named. An event that was delivered several times counts once.
 * @throws Error when @duckdb/node-api is not installed
 */
export async function readEvents(files: readonly LogFile[], options: ReadOptions): Promise<EventLog> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const folder = await mkdtemp(join(tmpdir(), "ec2-identity-right-size-"));
  const instance = await DuckDBInstance.create(join(folder, "events.duckdb"), {
    threads: String(availableParallelism()),
    memory_limit: `${options.memoryMegabytes ?? 400}MB`,
    temp_directory: join(folder, "spill"),
    preserve_insertion_order: "false",
  });
  const connection = await instance.connect();
  const reader = new EventReader(connection, folder, options);
  const close = async () => {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await reader.read(files)), rows: (window) => reader.rows(window), close };
  } catch (error) {
    await close();
    throw error;
  }
}
