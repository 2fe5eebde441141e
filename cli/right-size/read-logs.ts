import { findLogFiles, type LogFile } from "../../cloudtrail/log-files";
import type { EventLog } from "../../cloudtrail/event-log";
import { MachineError } from "../../cloudtrail/machine-error";
import { readEvents } from "../../cloudtrail/read-events";
import type { ObservationRow, RoleFilter, TimeWindow } from "../../right-size";
import { InputError, type InputFault } from "../input";
import { startProgress } from "./progress";

/** Share of files, or of records, that cannot be read above which the rest is not taken for the whole. */
const UNREADABLE_SHARE = 0.01;

/** Files that an error names. */
const NAMED_FILES = 20;

/**
 * Reads the log files at the paths, with a progress display on a terminal.
 * @throws InputError when there are none, more than one in a hundred files or records cannot be read, or they hold no events; and,
 * of the rows too, when the machine has no space, memory or open files left for the reading
 */
export async function readLogs(
  paths: readonly string[],
  filter: RoleFilter,
  signal?: AbortSignal,
): Promise<EventLog & { readonly files: number }> {
  const files = await found(paths);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const display = await startProgress({ files: files.length, bytes });
  const onProgress = display.update.bind(display);
  const log = await readEvents(files, { filter, onProgress, ...(signal === undefined ? {} : { signal }) })
    .catch((error: unknown) => {
      throw inputErrorOf(error);
    })
    .finally(display.stop.bind(display));
  const faults = faultsOf(log, files.length);
  if (faults.length > 0) {
    await log.close();
    throw new InputError(faults);
  }
  return { ...log, rows: (window) => rowsOf(log, window), files: files.length };
}

async function* rowsOf(log: EventLog, window: TimeWindow): AsyncGenerator<ObservationRow> {
  try {
    yield* log.rows(window);
  } catch (error) {
    throw inputErrorOf(error);
  }
}

/** What the machine cannot give is said as a wrong input; every other error stays as it is. */
function inputErrorOf(error: unknown): unknown {
  if (!(error instanceof MachineError)) return error;
  return new InputError([{ file: error.place, pointer: "", reason: error.reason }]);
}

function faultsOf({ unreadable, malformed, ...log }: EventLog, files: number): readonly InputFault[] {
  const bad = unreadable.map(({ path, reason }) => ({ file: path, pointer: "", reason }));
  if (unreadable.length > files * UNREADABLE_SHARE) {
    const whole = `${unreadable.length} of ${files} files cannot be read: more than 1 %, the rest would not be the whole`;
    return [...bad.slice(0, NAMED_FILES), fault(whole)];
  }
  const records = malformedFault(log);
  if (records !== undefined) {
    const named = malformed.map(({ path, reason, records: number }) => ({
      file: path,
      pointer: "",
      reason: `${number} records are left out: ${reason}`,
    }));
    return [...named.slice(0, NAMED_FILES), fault(records)];
  }
  return log.events === 0
    ? [
        ...bad,
        fault(
          `${files} files were read, and hold no events of calls: expected CloudTrail's logs of the role's account`,
        ),
      ]
    : [];
}

/** What is wrong with a log of which too many records are no events; undefined for others. */
export function malformedFault(log: {
  readonly events: number;
  readonly malformedRecords: number;
}): string | undefined {
  const all = log.events + log.malformedRecords;
  return log.malformedRecords > all * UNREADABLE_SHARE
    ? `${log.malformedRecords} of ${all} records are no events: more than 1 %, the rest would not be the whole`
    : undefined;
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
