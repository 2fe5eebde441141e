import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { EventLog, ReadOptions } from "./event-log";
import { EventReader } from "./event-reader";
import type { LogFile } from "./log-files";
import { machineFault } from "./machine-error";
import { memoryFor } from "./batches";

/**
 * Reads CloudTrail's files through an embedded DuckDB, which is loaded now, batch by batch: memory does not grow with the events.
 * Cut-off and corrupt files are left out and named. An event that was delivered several times counts once.
 * @throws MachineError when the folder for temporary files is full, or the machine gives no more memory or open files
 * @throws Error when @duckdb/node-api is not installed
 */
export async function readEvents(files: readonly LogFile[], options: ReadOptions): Promise<EventLog> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const opened: { closeSync(): void }[] = [];
  let folder: string | undefined;
  const close = async () => {
    for (const one of opened.splice(0)) one.closeSync();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    folder = await mkdtemp(join(tmpdir(), "ec2-identity-right-size-"));
    const instance = await DuckDBInstance.create(join(folder, "events.duckdb"), {
      threads: String(availableParallelism()),
      memory_limit: memoryFor([]),
      temp_directory: join(folder, "spill"),
      preserve_insertion_order: "false",
    });
    opened.unshift(instance);
    const connection = await instance.connect();
    opened.unshift(connection);
    options.signal?.addEventListener("abort", () => {
      connection.interrupt();
    });
    const reader = new EventReader(connection, folder, options);
    return { ...(await reader.read(files)), rows: (window) => reader.rows(window), close };
  } catch (error) {
    await close();
    throw machineFault(error as Error) ?? error;
  }
}
