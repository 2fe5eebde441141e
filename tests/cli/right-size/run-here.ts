import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createProgram } from "../../../cli/program";

/** Writes files into a new folder, and deletes it after `use`. */
export async function withFolder<T>(
  files: Readonly<Record<string, Buffer | string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "ec2-identity-right-size-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content, { mode: 0o755 });
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs `ec2-identity right-size` in this process, in a folder: a new process takes a second to start. */
export async function runHere(folder: string, args: readonly string[]) {
  const streams = {
    stdout: process.stdout.write.bind(process.stdout),
    stderr: process.stderr.write.bind(process.stderr),
  };
  const written = { stdout: "", stderr: "" };
  const directory = process.cwd();
  const { exitCode } = process;
  for (const name of ["stdout", "stderr"] as const) {
    process[name].write = (text: string | Uint8Array) => {
      written[name] += String(text);
      return true;
    };
  }
  process.chdir(folder);
  try {
    await createProgram().parseAsync(["right-size", ...args], { from: "user" });
    return { ...written, status: process.exitCode };
  } finally {
    process.chdir(directory);
    process.stdout.write = streams.stdout;
    process.stderr.write = streams.stderr;
    process.exitCode = exitCode;
  }
}
