import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { LogFile } from "./log-files";
import { machineFault } from "./machine-error";

/**
 * What a file holds: `trail` as CloudTrail delivers it, in one line, `spacedTrail` the same in several, `lines` one event a
 * line, `array` a list of events, `lake` results of CloudTrail Lake with the column `eventJson`, `aggregate` results of the
 * aggregation's own SQL, `digest` a file that holds the hashes of others.
 */
export type LogKind = "trail" | "spacedTrail" | "lines" | "array" | "lake" | "aggregate" | "digest";

/** A file that was read through once: the compression's checksum holds, and the end is there. */
export type InspectedFile = LogFile &
  (
    | {
        readonly kind: LogKind;
        /** Size without compression, in bytes. */
        readonly size: number;
        /** Where it stands without compression: the file itself, or its copy. */
        readonly plainPath: string;
      }
    | { readonly kind: "unreadable"; readonly reason: string }
  );

const NO_FILE = "it is a pipe or a device: expected a file, which is read more than once";
const CHUNK = 1 << 20;
const HEAD = 4096;
const TAIL = 64;
const NEWLINE = 10;

/**
 * Reads a file through, which finds cut-off and corrupt ones; the events themselves are read later. A compressed file is
 * decompressed to `copy` on the way; nothing stays there of one that cannot be read.
 * @throws MachineError where the copy cannot be written, or the machine opens no more files: that says nothing of the file; and the
 * reason of a signal that is aborted
 */
export async function inspectLogFile(file: LogFile, copy: string, signal?: AbortSignal): Promise<InspectedFile> {
  const ends = new EndsOfText();
  let compressed: boolean;
  try {
    if (!(await stat(file.path)).isFile()) return { ...file, kind: "unreadable", reason: NO_FILE };
    compressed = await isGzip(file.path);
    const source = createReadStream(file.path, { highWaterMark: CHUNK });
    const steps = compressed
      ? [source, createGunzip({ chunkSize: CHUNK }), ends, createWriteStream(copy, { highWaterMark: CHUNK })]
      : [source, ends, nowhere()];
    await pipeline(steps, signal === undefined ? {} : { signal });
  } catch (error) {
    await rm(copy, { force: true });
    signal?.throwIfAborted();
    const fault = machineFault(error as Error, copy);
    if (fault !== undefined) throw fault;
    return { ...file, kind: "unreadable", reason: reasonOf(error as Error) };
  }
  const kind = ends.kind();
  if (typeof kind === "string") return { ...file, kind, size: ends.size, plainPath: compressed ? copy : file.path };
  await rm(copy, { force: true });
  return { ...file, kind: "unreadable", ...kind };
}

/** Passes a text on, and keeps its ends, which tell what it holds. */
class EndsOfText extends Transform {
  size = 0;
  private head = Buffer.alloc(0);
  private tail = Buffer.alloc(0);
  private firstBreak = -1;

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    const { head, tail } = this;
    if (head.length < HEAD) this.head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)]);
    this.tail = Buffer.from((chunk.length >= TAIL ? chunk : Buffer.concat([tail, chunk])).subarray(-TAIL));
    if (this.firstBreak < 0 && chunk.includes(NEWLINE)) this.firstBreak = this.size + chunk.indexOf(NEWLINE);
    this.size += chunk.length;
    done(null, chunk);
  }

  kind(): LogKind | { readonly reason: string } {
    const isOneLine = this.firstBreak < 0 || this.firstBreak >= this.size - 2;
    return kindOf(this.head.toString("utf8"), this.tail.toString("utf8"), isOneLine);
  }
}

function nowhere(): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
}

async function isGzip(path: string): Promise<boolean> {
  let start = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { end: 1 })) start = Buffer.concat([start, chunk as Buffer]);
  return start.length === 2 && start[0] === 0x1f && start[1] === 0x8b;
}

function kindOf(head: string, tail: string, isOneLine: boolean): LogKind | { readonly reason: string } {
  const start = head.replace(/^\uFEFF/, "").trimStart();
  const end = tail.trimEnd();
  if (start === "") return { reason: "it is empty" };
  if (/^\{\s*"Records"\s*:\s*\[/.test(start)) {
    if (!/\]\s*\}$/.test(end)) return { reason: "it is cut off" };
    return isOneLine ? "trail" : "spacedTrail";
  }
  if (/^\{[^{}]*"digestStartTime"/.test(start) || isSignFile(start)) return "digest";
  if (start.startsWith("{")) return end.endsWith("}") ? "lines" : { reason: "its last line is cut off" };
  if (start.startsWith("[")) return end.endsWith("]") ? "array" : { reason: "it is cut off" };
  const header = (start.split("\n")[0] ?? "").replaceAll('"', "").trim();
  const columns = header.split(",").map((column) => column.trim().toLowerCase());
  if (columns.includes("eventjson")) return "lake";
  if (columns.includes("observation") && columns.includes("events")) return "aggregate";
  return { reason: "it holds no CloudTrail events: expected `Records`, one event a line, or results with `eventJson`" };
}

/**
 * The file of signatures beside the results that CloudTrail Lake saves: `result_sign.json`.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-results-file-validation-sign-file-structure.html
 */
function isSignFile(start: string): boolean {
  return start.startsWith("{") && start.includes('"fileHashValue"') && !start.includes('"eventSource"');
}

const REASONS: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: "it is cut off",
  Z_DATA_ERROR: "its compressed data is corrupt",
  EACCES: "it may not be read",
  ENOENT: "there is no such file",
};

function reasonOf(error: Error): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? `it cannot be read (${code === "" ? error.message : code})`;
}
