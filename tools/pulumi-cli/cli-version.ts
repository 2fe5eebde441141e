import * as path from "node:path";
import * as semver from "semver";
import { runInGroup } from "./run-in-group";

/** The oldest CLI that sends the arguments of components to the engine, as the policies need. */
export const MINIMUM_CLI_VERSION = "3.200.0";

/** An executable may need that long to say its version, in milliseconds. */
const VERSION_TIMEOUT = 20_000;

/** What `pulumi version` answered. */
export type CliVersion =
  { readonly kind: "version"; readonly version: string } | { readonly kind: "unusable"; readonly reason: string };

/** The last lines of a command's standard error, for a message on one or few lines. */
export function lastLines(text: string, count: number): string {
  return text.trim().split("\n").slice(-count).join("\n");
}

/** Asks a Pulumi CLI for its version; unusable if it does not start, answers nothing of the kind, or is too old. */
export async function readCliVersion(file: string, env: NodeJS.ProcessEnv): Promise<CliVersion> {
  const abort = AbortSignal.timeout(VERSION_TIMEOUT);
  const command = { command: file, args: ["version"], cwd: path.dirname(file), env: quiet(env), abort };
  const result = await runInGroup(command);
  const unusable = (reason: string): CliVersion => ({ kind: "unusable", reason });
  if (result.startError !== undefined) return unusable(`it cannot be started (${result.startError.message})`);
  if (abort.aborted) return unusable(`\`pulumi version\` gave no answer within ${VERSION_TIMEOUT / 1000} s`);
  const version = semver.valid(result.stdout.trim());
  if (result.code !== 0 || version === null) {
    const got = lastLines(`${result.stdout}\n${result.stderr}`, 1);
    return unusable(`\`pulumi version\` answered \`${got}\` with exit code ${result.code ?? "none"}, not a version`);
  }
  return semver.gte(version, MINIMUM_CLI_VERSION)
    ? { kind: "version", version }
    : unusable(`it is version ${version}, and ${MINIMUM_CLI_VERSION} or later is needed`);
}

/** The environment in which the CLI answers without looking for updates. */
function quiet(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" };
}
