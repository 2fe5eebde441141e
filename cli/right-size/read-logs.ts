import { findLogFiles, type LogFile } from "../../cloudtrail/log-files";
import type { EventLog, ReadProgress } from "../../cloudtrail/event-log";
import { readEvents } from "../../cloudtrail/read-events";
import type { RoleFilter } from "../../right-size";
import { InputError } from "../input";

/** Share of files that cannot be read above which the rest is not taken for the whole. */
const UNREADABLE_SHARE = 0.01;

/**
 * Reads the log files at the paths, with a progress display on a terminal.
 * @throws InputError when there are none, more than one in a hundred cannot be read, or they hold no events
 */
export async function readLogs(
  paths: readonly string[],
  filter: RoleFilter,
): Promise<EventLog & { readonly files: number }> {
  const files = await found(paths);
  const progress = await startProgress(files);
  const log = await readEvents(files, { filter, onProgress: progress.update }).finally(progress.stop);
  const { unreadable } = log;
  const isTooMuch = unreadable.length > files.length * UNREADABLE_SHARE;
  if (isTooMuch || log.events === 0) {
    await log.close();
    throw new InputError([
      ...unreadable.slice(0, 20).map(({ path, reason }) => ({ file: path, pointer: "", reason })),
      isTooMuch
        ? fault(
            `${unreadable.length} of ${files.length} files cannot be read: more than 1 %, the rest would not be the whole`,
          )
        : fault(`the ${files.length} files hold no events of calls`),
    ]);
  }
  return { ...log, files: files.length };
}

async function found(paths: readonly string[]): Promise<readonly LogFile[]> {
  let files: readonly LogFile[];
  try {
    files = await findLogFiles(paths);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    throw new InputError([
      {
        file: path ?? paths.join(", "),
        pointer: "",
        reason: code === "ENOENT" ? "there is no such file or folder" : `it cannot be read (${code ?? String(error)})`,
      },
    ]);
  }
  if (files.length === 0)
    throw new InputError([fault(`${paths.join(", ")}: no log files (*.json.gz, *.json, *.jsonl, *.csv)`)]);
  return files;
}

function fault(reason: string) {
  return { file: "--logs", pointer: "", reason };
}

/** Files, events and the time left, on one line of a terminal. */
async function startProgress(
  files: readonly LogFile[],
): Promise<{ update: (progress: ReadProgress) => void; stop: () => void }> {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const { SingleBar } = await import("cli-progress");
  const bar = new SingleBar({
    format: "reading {bar} {percentage} % | {files} of {all} files | {events} events | {eta_formatted} left",
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(Math.max(1, total), 0, { files: 0, all: files.length, events: 0 });
  return {
    update: ({ files: done, bytes, events }) => {
      bar.update(bytes, { files: done, events: events.toLocaleString("en") });
    },
    stop: () => {
      bar.stop();
    },
  };
}
