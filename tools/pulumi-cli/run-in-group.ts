import { spawn, type ChildProcess } from "node:child_process";

/** A command, and what bounds it. */
export interface GroupCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the command with everything that it started. */
  readonly abort?: AbortSignal;
  /** Called for each line of standard error. */
  readonly onStderrLine?: (line: string) => void;
}

/** How it ended. `startError`: it never started. `code` is undefined if a signal ended it. */
export interface GroupResult {
  readonly code?: number;
  readonly startError?: NodeJS.ErrnoException;
  readonly stdout: string;
  readonly stderr: string;
}

/** This process was asked to end while a command ran; the command has been ended first. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
  constructor(readonly signal: "SIGINT" | "SIGTERM" | "SIGHUP") {
    super(`interrupted by ${signal}`);
  }
}

const INTERRUPTS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Kills the child and all that it started. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // ESRCH: the group has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Calls `onLine` for each full line of the stream, and collects its text. */
function collect(stream: NodeJS.ReadableStream | null, onLine?: (line: string) => void): () => string {
  let text = "";
  let rest = "";
  stream?.setEncoding("utf8");
  stream?.on("data", (chunk: string) => {
    text += chunk;
    if (onLine === undefined) return;
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(onLine);
  });
  return () => text;
}

/**
 * Runs a command in a process group of its own and waits for its end, so that nothing that it starts outlives this
 * process: an interrupt here, or `abort`, kills the whole group. Standard input is empty: nothing can be asked.
 *
 * @throws InterruptedError when SIGINT, SIGTERM or SIGHUP came meanwhile.
 */
export async function runInGroup(command: GroupCommand): Promise<GroupResult> {
  const child = spawn(command.command, command.args, {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr, command.onStderrLine);
  const stop = (): void => {
    killGroup(child);
  };
  let interrupt: (typeof INTERRUPTS)[number] | undefined;
  const onInterrupt = (signal: NodeJS.Signals): void => {
    interrupt = INTERRUPTS.find((known) => known === signal);
    stop();
  };
  for (const signal of INTERRUPTS) process.on(signal, onInterrupt);
  command.abort?.addEventListener("abort", stop);
  if (command.abort?.aborted === true) stop();
  try {
    const end = await new Promise<Pick<GroupResult, "code" | "startError">>((resolve) => {
      child.once("error", (startError) => {
        resolve({ startError });
      });
      child.once("close", (code) => {
        resolve(code === null ? {} : { code });
      });
    });
    if (interrupt !== undefined) throw new InterruptedError(interrupt);
    return { ...end, stdout: stdout(), stderr: stderr() };
  } finally {
    for (const signal of INTERRUPTS) process.off(signal, onInterrupt);
    command.abort?.removeEventListener("abort", stop);
  }
}
