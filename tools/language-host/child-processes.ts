import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";

const running = new Set<ChildProcess>();

/** How a child ended. Exactly one of the three is set. */
export interface ChildExit {
  readonly code?: number;
  readonly signal?: NodeJS.Signals;
  /** It could not be started at all. */
  readonly error?: Error;
}

/** Starts node (the one that runs this host) with `args` and remembers the child, so that none outlives the host. */
export function spawnNode(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, options);
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

/** Resolves when the child has ended and its output has been read to the end. */
export function childExit(child: ChildProcess): Promise<ChildExit> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve({ error });
    });
    child.once("close", (code, signal) => {
      resolve(signal === null ? { code: code ?? 0 } : { signal });
    });
  });
}

/** In words, for the end of "the program …". */
export function describeExit(exit: ChildExit): string {
  if (exit.error !== undefined) return `could not be started: ${exit.error.message}`;
  return exit.signal === undefined
    ? `exited with exit code ${exit.code ?? 0}`
    : `was ended by the signal ${exit.signal}`;
}

/** Kills every child that still runs, outright, for they hold no state of their own; resolves when all have ended. */
export async function killChildren(): Promise<void> {
  const ended = [...running].map(
    (child) =>
      new Promise<void>((resolve) => {
        if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) resolve();
        child.once("exit", () => {
          resolve();
        });
        child.kill("SIGKILL");
      }),
  );
  await Promise.all(ended);
}
