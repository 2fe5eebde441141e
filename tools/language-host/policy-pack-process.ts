import type { ChildProcess } from "node:child_process";
import { childExit, describeExit, spawnNode, type ChildExit } from "./child-processes";

/** How much of what the pack wrote to standard error is repeated in the message that says how it died, in characters. */
const STDERR_TAIL = 2000;
/** How long a pack may take until it serves, in milliseconds. A pack in TypeScript takes about 5 s. */
const BOOT_TIMEOUT = 60_000;

/** What a policy pack is started with. */
export interface PolicyPackCommand {
  readonly directory: string;
  /** Arguments of node, the script among them. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Where a pack's output goes. The line with its port is kept back. */
export interface PolicyPackOutput {
  readonly stdout: (chunk: Buffer) => void;
  readonly stderr: (chunk: Buffer) => void;
}

/** A running policy pack. */
export interface PolicyPackProcess {
  readonly directory: string;
  /** Resolves with the port that it serves. @throws if it ends before, or prints something else first. */
  readonly port: Promise<number>;
  /** Resolves when it has ended. */
  readonly exit: Promise<ChildExit>;
  kill(): void;
}

/** Passes everything but the first line of `child`'s standard output on to `output`, and resolves with that line. */
function firstLine(child: ChildProcess, output: PolicyPackOutput): Promise<string> {
  return new Promise((resolve) => {
    let head: Buffer | undefined = Buffer.alloc(0);
    child.stdout?.on("data", (chunk: Buffer) => {
      if (head === undefined) {
        output.stdout(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const newline = head.indexOf("\n");
      if (newline === -1) return;
      resolve(head.subarray(0, newline).toString("utf8").trim());
      if (newline + 1 < head.length) output.stdout(head.subarray(newline + 1));
      head = undefined;
    });
  });
}

function parsePort(line: string, directory: string): number {
  const port = /^\d{1,5}$/.test(line) ? Number(line) : 0;
  if (port > 0 && port <= 65535) return port;
  throw new Error(
    `the policy pack \`${directory}\` printed \`${line}\` where the port of its server was expected: ` +
      "it must print nothing to standard output before `new PolicyPack(…)`",
  );
}

function tooLate(directory: string, bootTimeout: number): string {
  return (
    `the policy pack \`${directory}\` did not serve within ${bootTimeout / 1000} s: ` +
    "it must reach its `new PolicyPack(…)` without waiting for anything"
  );
}

/**
 * Starts a policy pack. A pack that dies at boot, for whatever reason and with whatever exit code, rejects `port` with a
 * message that holds the end of its standard error, and one that has not printed its port within `bootTimeout`
 * milliseconds is killed, so that the engine is answered and does not wait for ever.
 */
export function startPolicyPack(
  command: PolicyPackCommand,
  output: PolicyPackOutput,
  bootTimeout = BOOT_TIMEOUT,
): PolicyPackProcess {
  const child = spawnNode(command.args, {
    cwd: command.directory,
    env: command.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderrTail = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderrTail = (stderrTail + chunk.toString("utf8")).slice(-STDERR_TAIL);
    output.stderr(chunk);
  });
  const exit = childExit(child);
  const died = exit.then((ended) => {
    const hint = stderrTail.trim() === "" ? ": does its entry point make a `new PolicyPack(…)`?" : `:\n${stderrTail}`;
    throw new Error(`the policy pack \`${command.directory}\` ${describeExit(ended)} before it served${hint}`);
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(tooLate(command.directory, bootTimeout)));
    }, bootTimeout);
  });
  const served = firstLine(child, output).then((line) => parsePort(line, command.directory));
  const port = Promise.race([served, died, late]).finally(() => {
    clearTimeout(timer);
  });
  port.catch(() => child.kill("SIGKILL"));
  return { directory: command.directory, port, exit, kill: () => child.kill("SIGKILL") };
}
