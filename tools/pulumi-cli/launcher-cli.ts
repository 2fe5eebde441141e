import * as fs from "node:fs";
import * as path from "node:path";
import { lastLines } from "./cli-version";
import { Progress } from "./progress";
import { PLATFORM, type Attempt, type CliSearch, type PulumiCli } from "./pulumi-cli";
import { runInGroup } from "./run-in-group";
import { isExecutable } from "./search-path";
import { makeAtomically } from "./work-folder";

/** The version of the npm package `pulumi`, and so of the CLI that it downloads. */
export const LAUNCHER_VERSION = "3.265.0";
/** The bound on fetching the launcher and on its download together, in milliseconds. */
const DOWNLOAD_TIMEOUT = 20_000;
const NAME = `launcher-${LAUNCHER_VERSION}-${PLATFORM}`;

/** npm as this process was started with, else the one on the PATH. */
function npm(env: NodeJS.ProcessEnv): { command: string; args: string[] } {
  const script = env["npm_execpath"] ?? "";
  return path.basename(script) === "npm-cli.js"
    ? { command: process.execPath, args: [script] }
    : { command: "npm", args: [] };
}

/** Lets the launcher install the CLI into `home`; resolves with why it did not, or undefined. */
async function download({ env, progress }: CliSearch, home: string, timeout: number): Promise<string | undefined> {
  const shown = new Progress(progress, `downloading the Pulumi CLI ${LAUNCHER_VERSION} with npm's launcher`);
  const abort = AbortSignal.timeout(timeout);
  try {
    const { command, args } = npm(env);
    const launch = ["exec", "--yes", `--package=pulumi@${LAUNCHER_VERSION}`, "--", "pulumi", "version"];
    const result = await runInGroup({
      command,
      args: [...args, ...launch],
      cwd: home,
      env: { ...env, PULUMI_HOME: home, PULUMI_VERSION: LAUNCHER_VERSION, PULUMI_SKIP_UPDATE_CHECK: "true" },
      abort,
    });
    if (result.startError !== undefined) return `npm cannot be started (${result.startError.message})`;
    if (abort.aborted) return `the download was not done within ${timeout / 1000} s`;
    if (result.code === 0 && isExecutable(executable(home))) return undefined;
    return lastLines(result.stderr, 1) || `the launcher ended with exit code ${result.code ?? "none"}`;
  } finally {
    shown.end();
  }
}

const executable = (home: string): string => path.join(home, "versions", LAUNCHER_VERSION, "bin", "pulumi");

function found(home: string): Attempt {
  const cli: PulumiCli = { path: executable(home), version: LAUNCHER_VERSION, hasLanguageHost: true };
  return { kind: "found", cli };
}

/**
 * The CLI that the official launcher, npm's package `pulumi`, downloads. It is fetched once, with its own PULUMI_HOME in
 * the ignored folder, so that a download that was cut off is never trusted; a failure is remembered beside it and not
 * tried again for this version. An interrupt is no failure. `timeout` bounds it, in milliseconds.
 */
export async function cliOfLauncher(search: CliSearch, timeout = DOWNLOAD_TIMEOUT): Promise<Attempt> {
  const home = path.join(search.folder, NAME);
  if (isExecutable(executable(home))) return found(home);
  const memory = path.join(search.folder, `${NAME}.failed`);
  const remedy = `allow access to the npm registry and get.pulumi.com, and delete \`${memory}\` to try again`;
  const unavailable = (reason: string): Attempt => ({ kind: "unavailable", way: "npm launcher", reason, remedy });
  if (fs.existsSync(memory)) return unavailable(`it failed before: ${fs.readFileSync(memory, "utf8").trim()}`);
  let failure: string | undefined;
  const made = await makeAtomically(search.folder, NAME, async (work) => {
    failure = await download(search, work, timeout);
    return failure === undefined;
  });
  if (made) return found(home);
  fs.writeFileSync(memory, `${failure ?? "nothing was downloaded"}\n`);
  return unavailable(failure ?? "nothing was downloaded");
}
