import { tmpdir } from "node:os";

/** What the machine cannot give to the reading, which says nothing of the logs: no file may be left out for it. */
export class MachineError extends Error {
  override readonly name = "MachineError";

  constructor(
    /** The folder for temporary files, or the resource that is used up. */
    readonly place: string,
    readonly reason: string,
  ) {
    super(`${place}: ${reason}`);
  }
}

/** A folder chosen by TMPDIR. */
const ELSEWHERE = "TMPDIR chooses another folder for temporary files";
const FULL = `no space left for what is read: ${ELSEWHERE}`;
const NO_WRITING = `what is read cannot be written to it: ${ELSEWHERE}`;
const TOO_MANY_FILES = "got more at once than the process may have, expected a higher limit: `ulimit -n` sets it";
const NO_MEMORY =
  "the database has used up its memory, and what there is on the disk for it: read fewer or smaller files at once, each log file " +
  `is held in memory as a whole; ${ELSEWHERE}`;

/** By error code of Node, or what DuckDB says of the same, which gives no code: what is used up and what to do. */
const FAULTS: readonly (readonly [RegExp, string | undefined, string])[] = [
  [/^(ENOSPC|EDQUOT)$|No space left on device|Disk quota exceeded/, undefined, FULL],
  [/^EFBIG$|^(IO|TransactionContext) Error: (Failed to commit: )?Could not write file/, undefined, NO_WRITING],
  [/^(EMFILE|ENFILE)$|Too many open files/, "open files", TOO_MANY_FILES],
  [/^ENOMEM$|^Out of Memory/, undefined, NO_MEMORY],
];

/**
 * The fault of the machine that an error of a reading stands for; undefined where it may be a fault of what was read.
 * @param temporary what the reading writes: any error of writing is the machine's
 */
export function machineFault(error: Error, temporary: string = tmpdir()): MachineError | undefined {
  if (error instanceof MachineError) return error;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  const found = FAULTS.find(([pattern]) => pattern.test(code ?? error.message));
  if (found !== undefined) return new MachineError(found[1] ?? tmpdir(), found[2]);
  const isWriting = syscall === "write" || syscall === "mkdtemp" || path === temporary;
  return isWriting ? new MachineError(tmpdir(), NO_WRITING) : undefined;
}
