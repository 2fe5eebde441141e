import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine } from "../support/command-line";

/** What a run of the command line printed, and its exit code. */
export interface CliRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `ec2-identity` in a process of its own; `files` are written to the working directory first. */
export function runCli(
  args: readonly string[],
  options: {
    readonly files?: Readonly<Record<string, unknown>>;
    readonly stdin?: string;
    readonly env?: NodeJS.ProcessEnv;
  } = {},
): CliRun {
  const directory = mkdtempSync(join(tmpdir(), "ec2-identity-cli-"));
  try {
    for (const [name, content] of Object.entries(options.files ?? {})) {
      writeFileSync(
        join(directory, name),
        typeof content === "string" ? content : JSON.stringify(content, undefined, 2),
      );
    }
    const result = spawnSync(process.execPath, [...commandLine(), ...args], {
      cwd: directory,
      encoding: "utf8",
      input: options.stdin ?? "",
      env: { ...process.env, NODE_OPTIONS: "", ...options.env },
    });
    return { exitCode: result.status, stdout: result.stdout, stderr: result.stderr };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
