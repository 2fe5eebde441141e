import { spawn } from "node:child_process";
import { constants } from "node:os";
import { UserError } from "../user-error";
import type { CliRun } from "./local-stack";

/**
 * Runs the CLI on this process's own standard streams, in `cwd`, and resolves with its exit code (128 and the signal's
 * number if a signal ended it). Ctrl-C reaches the CLI from the terminal, which ends in its own time; SIGTERM and SIGHUP
 * are handed on.
 *
 * @throws UserError if it cannot be started.
 */
export async function runCli(run: CliRun, args: readonly string[], cwd: string): Promise<number> {
  const child = spawn(run.cli, args, { cwd, env: run.env, stdio: "inherit" });
  const handOn = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  const ignore = (): void => undefined;
  process.on("SIGINT", ignore).on("SIGTERM", handOn).on("SIGHUP", handOn);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", (error) => {
        reject(new UserError(`the Pulumi CLI \`${run.cli}\` cannot be started: ${error.message}`));
      });
      child.once("close", (code, signal) => {
        resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
      });
    });
  } finally {
    process.off("SIGINT", ignore).off("SIGTERM", handOn).off("SIGHUP", handOn);
  }
}
