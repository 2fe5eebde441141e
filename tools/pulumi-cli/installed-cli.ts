import * as path from "node:path";
import { UserError } from "../user-error";
import { MINIMUM_CLI_VERSION, readCliVersion } from "./cli-version";
import { hasLanguageHost, LANGUAGE_HOST, type Attempt, type CliSearch } from "./pulumi-cli";
import { findExecutable, isExecutable, userPath } from "./search-path";

/**
 * The CLI that the environment variable PULUMI_CLI names, relative to the folder in which npm was started.
 *
 * @throws UserError if it is set and does not name a usable CLI: the user asked for this one, so no other is tried.
 */
export async function cliOfEnvironment({ env }: CliSearch): Promise<Attempt> {
  const named = env["PULUMI_CLI"] ?? "";
  const remedy = "set it to the path of a `pulumi` executable";
  if (named === "") return { kind: "unavailable", way: "PULUMI_CLI", reason: "not set", remedy };
  const file = path.resolve(env["INIT_CWD"] ?? "", named);
  const mend = `${remedy} of version ${MINIMUM_CLI_VERSION} or later, or unset it`;
  if (!isExecutable(file)) throw new UserError(`PULUMI_CLI names \`${named}\`, which is no executable file: ${mend}`);
  const answer = await readCliVersion(file, env);
  if (answer.kind === "unusable") throw new UserError(`PULUMI_CLI names \`${named}\`, but ${answer.reason}: ${mend}`);
  return { kind: "found", cli: { path: file, version: answer.version, hasLanguageHost: hasLanguageHost(file, env) } };
}

/** The `pulumi` on the user's PATH, if it is recent enough and has its own Node language host. */
export async function cliOnPath({ env }: CliSearch): Promise<Attempt> {
  const remedy = `install Pulumi ${MINIMUM_CLI_VERSION} or later (https://www.pulumi.com/docs/install/)`;
  const unavailable = (reason: string): Attempt => ({ kind: "unavailable", way: "PATH", reason, remedy });
  const file = findExecutable("pulumi", userPath(env));
  if (file === undefined) return unavailable("no `pulumi` on it");
  const answer = await readCliVersion(file, env);
  if (answer.kind === "unusable") return unavailable(`\`${file}\`: ${answer.reason}`);
  if (!hasLanguageHost(file, env)) return unavailable(`\`${file}\` has no \`${LANGUAGE_HOST}\` beside it`);
  return { kind: "found", cli: { path: file, version: answer.version, hasLanguageHost: true } };
}
