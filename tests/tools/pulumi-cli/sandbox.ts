import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { WriteStream } from "node:tty";
import type { CliSearch } from "../../../tools/pulumi-cli/pulumi-cli";

/** A folder for one test, with a PATH on which lies only what the test puts there. */
export class Sandbox {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-cli-"));
  readonly bin = path.join(this.folder, "bin");
  /** What would be `.pulumi-cli`. */
  readonly cliFolder = path.join(this.folder, "cli");

  constructor() {
    fs.mkdirSync(this.bin);
  }

  /** Puts an executable shell script on the PATH of the sandbox; the script itself sees the system's own tools. */
  script(name: string, ...lines: string[]): string {
    return this.scriptIn(this.bin, name, ...lines);
  }

  /** Puts an executable shell script into a folder. */
  scriptIn(folder: string, name: string, ...lines: string[]): string {
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, name);
    fs.writeFileSync(file, ["#!/bin/sh", "PATH=/usr/bin:/bin", `cd '${this.folder}'`, ...lines, ""].join("\n"), {
      mode: 0o755,
    });
    return file;
  }

  /** A search in the sandbox; its progress goes to /dev/null. */
  search(env: NodeJS.ProcessEnv = {}): CliSearch {
    const progress = fs.createWriteStream("/dev/null") as unknown as WriteStream;
    return { env: { PATH: this.bin, ...env }, folder: this.cliFolder, progress };
  }

  /** Resolves when a script has written the file, with its text. */
  async written(name: string): Promise<string> {
    const file = path.join(this.folder, name);
    if (!fs.existsSync(file)) {
      await new Promise<void>((resolve) => {
        const watcher = fs.watch(this.folder, () => {
          if (!fs.existsSync(file)) return;
          watcher.close();
          resolve();
        });
        if (fs.existsSync(file)) {
          watcher.close();
          resolve();
        }
      });
    }
    return fs.readFileSync(file, "utf8");
  }

  /** How often a script has run that appends a line to the file. */
  lines(name: string): number {
    const file = path.join(this.folder, name);
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n").length - 1 : 0;
  }

  /** What is in the folder for fetched and built CLIs. */
  kept(): string[] {
    return fs.existsSync(this.cliFolder) ? fs.readdirSync(this.cliFolder) : [];
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Whether a process with that id runs (an ended one that nobody has waited for does not count). */
export function isRunning(pid: number): boolean {
  const state = fs.existsSync("/proc/self/stat") ? linuxState(pid) : psState(pid);
  return state !== "" && !state.startsWith("Z");
}

function linuxState(pid: number): string {
  const file = `/proc/${pid}/stat`;
  if (!fs.existsSync(file)) return "";
  return fs.readFileSync(file, "utf8").replace(/^.*\)/s, "").trim();
}

function psState(pid: number): string {
  return spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
}
