import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { inspectLogFile, type InspectedFile, type LogKind } from "./inspect-log-file";
import type { LogFile } from "./log-files";

/** A file that can be read, with its kind. */
export type ReadableFile = Extract<InspectedFile, { readonly size: number }>;

/** Files of one kind that are read at once, and those that cannot be. */
export interface Batch {
  readonly kind: LogKind;
  readonly files: readonly ReadableFile[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** All files up to here, as they are stored. */
  readonly bytes: number;
}

/** Size of a batch without compression: the memory of one query grows with it. */
const BATCH_BYTES = 128 * 1024 * 1024;
/** A file of this size without compression is read alone: several at once, each by a thread of its own, take too much memory. */
const LARGE_BYTES = 16 * 1024 * 1024;

/** Memory of the database for files of the usual size, in megabytes; beyond it the disk is used. */
const MEMORY_MEGABYTES = 400;
/** What a file is read in takes this many times its size: its text, parsed at once, as a file holds one JSON object. */
const MEMORY_FOR_TEXT = 8;

/** The memory that the database needs for files that are read at once, as DuckDB's `memory_limit`. */
export function memoryFor(files: readonly ReadableFile[]): string {
  const largest = Math.max(0, ...files.map(({ size }) => size));
  return `${Math.max(MEMORY_MEGABYTES, Math.ceil((MEMORY_FOR_TEXT * largest) / 1_000_000))}MB`;
}

/**
 * Inspects the files in their order, a few at a time, and puts them together into batches of one kind. The texts of compressed files
 * stand in `folder` until the batch is done with.
 */
export async function* inspectedBatches(
  files: readonly LogFile[],
  folder: string,
  signal?: AbortSignal,
): AsyncGenerator<Batch> {
  let readable: ReadableFile[] = [];
  let unreadable: { path: string; reason: string }[] = [];
  let bytes = 0;
  const batch = (): Batch => ({ kind: readable[0]?.kind ?? "trail", files: readable, unreadable, bytes });
  for await (const file of inspected(files, folder, signal)) {
    const [first] = readable;
    const isOther = first !== undefined && "size" in file && first.kind !== file.kind;
    const isAlone = first !== undefined && (isLarge(first) || isLarge(file));
    if (isOther || isAlone || readable.reduce((sum, { size }) => sum + size, 0) > BATCH_BYTES) {
      yield* used(batch());
      readable = [];
      unreadable = [];
    }
    bytes += file.bytes;
    if ("size" in file) readable.push(file);
    else unreadable.push({ path: file.path, reason: file.reason });
  }
  yield* used(batch());
}

function isLarge(file: InspectedFile): boolean {
  return "size" in file && file.size > LARGE_BYTES;
}

/** A batch, whose copies are deleted when the next one is asked for. */
async function* used(batch: Batch): AsyncGenerator<Batch> {
  yield batch;
  const copies = batch.files.filter(({ path, plainPath }) => plainPath !== path);
  await Promise.all(copies.map(({ plainPath }) => rm(plainPath)));
}

/** The files in their order; the next ones are inspected while one is used. None is at work any more when it ends. */
async function* inspected(
  files: readonly LogFile[],
  folder: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<InspectedFile> {
  const ahead: Promise<InspectedFile>[] = [];
  let next = 0;
  try {
    while (next < files.length || ahead.length > 0) {
      for (const file of files.slice(next, next + availableParallelism() * 2 - ahead.length)) {
        const inspection = inspectLogFile(file, join(folder, `${next}.text`), signal);
        // Its error is thrown when it is its turn.
        inspection.catch(() => undefined);
        ahead.push(inspection);
        next += 1;
      }
      const first = ahead.shift();
      if (first !== undefined) yield await first;
    }
  } finally {
    await Promise.allSettled(ahead);
  }
}
