import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { LogFile } from "./log-files";

/**
 * What a file holds: `trail` as CloudTrail delivers it, in one line, `spacedTrail` the same in several, `lines` one event a line, `array` a list of events, `lake` results of CloudTrail
 * Lake with the column `eventJson`, `aggregate` results of the aggregation's own SQL, `digest` a digest file.
 */
export type LogKind = "trail" | "spacedTrail" | "lines" | "array" | "lake" | "aggregate" | "digest";

/** A file that was read through once: the compression's checksum holds, and the end is there. */
export type InspectedFile = LogFile &
  (
    | {
        readonly kind: LogKind;
        /** Size without compression, in bytes. */
        readonly size: number;
        readonly compressed: boolean;
      }
    | { readonly kind: "unreadable"; readonly reason: string }
  );

const HEAD = 4096;
const TAIL = 64;
const NEWLINE = 10;

/** Reads a file through, which finds cut-off and corrupt ones; the events themselves are read later. */
export async function inspectLogFile(file: LogFile): Promise<InspectedFile> {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  let size = 0;
  let firstBreak = -1;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)]);
      tail = chunk.length >= TAIL ? Buffer.from(chunk.subarray(-TAIL)) : Buffer.concat([tail, chunk]).subarray(-TAIL);
      if (firstBreak < 0 && chunk.includes(NEWLINE)) firstBreak = size + chunk.indexOf(NEWLINE);
      size += chunk.length;
      done();
    },
  });
  const compressed = await isGzip(file.path).catch((error: unknown) => error as Error);
  if (compressed instanceof Error) return { ...file, kind: "unreadable", reason: reasonOf(compressed) };
  try {
    const source = createReadStream(file.path, { highWaterMark: 1 << 20 });
    await (compressed ? pipeline(source, createGunzip({ chunkSize: 1 << 20 }), sink) : pipeline(source, sink));
  } catch (error) {
    return { ...file, kind: "unreadable", reason: reasonOf(error as Error) };
  }
  const isOneLine = firstBreak < 0 || firstBreak >= size - 2;
  const kind = kindOf(head.toString("utf8"), tail.toString("utf8"), isOneLine);
  return typeof kind === "string" ? { ...file, kind, size, compressed } : { ...file, kind: "unreadable", ...kind };
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
  if (/^\{[^{}]*"digestStartTime"/.test(start)) return "digest";
  if (start.startsWith("{")) return end.endsWith("}") ? "lines" : { reason: "its last line is cut off" };
  if (start.startsWith("[")) return end.endsWith("]") ? "array" : { reason: "it is cut off" };
  const header = (start.split("\n")[0] ?? "").replaceAll('"', "").trim();
  const columns = header.split(",").map((column) => column.trim().toLowerCase());
  if (columns.includes("eventjson")) return "lake";
  if (columns.includes("observation") && columns.includes("events")) return "aggregate";
  return { reason: "it holds no CloudTrail events: expected `Records`, one event a line, or results with `eventJson`" };
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
