import * as path from "node:path";
import { runInGroup } from "../pulumi-cli/run-in-group";
import { findPulumiCli } from "../pulumi-cli/find-cli";
import { lastLines } from "../pulumi-cli/cli-version";
import { REPOSITORY } from "../repository";
import { UserError } from "../user-error";
import { awsCredentialsConfigured } from "./aws-credentials";
import { backendEnvironment, chooseBackend, type Backend } from "./backend";
import { cliEnvironment } from "./cli-environment";
import { copyStackConfiguration, ensureLocalStack, type CliRun } from "./local-stack";
import type { Project } from "./project";

/** Where fetched and built CLIs are kept. */
const CLI_FOLDER = path.join(REPOSITORY, ".pulumi-cli");
/** Where the local backend keeps its stacks. */
const LOCAL_BACKEND = path.join(REPOSITORY, ".local-state");

/** Which AWS provider is asked for: `auto` is the real one if credentials are configured. */
export type ProviderChoice = "auto" | "offline" | "online";

/** What a CLI is prepared for. */
export interface PrepareOptions {
  readonly project: Project | undefined;
  readonly provider: ProviderChoice;
  /** Whether resources are looked at or changed: then the user is told of an offline provider. */
  readonly usesProvider: boolean;
}

/** A CLI, ready to run on a project, with the backend that its environment names. */
export interface PreparedCli {
  readonly run: CliRun;
  readonly backend: Backend;
}

function isOffline(choice: ProviderChoice, env: NodeJS.ProcessEnv): boolean {
  if (choice !== "auto") return choice === "offline";
  return !awsCredentialsConfigured(env);
}

/**
 * Finds the CLI and makes the environment to run it in, with progress and one line about an offline provider on standard
 * error.
 *
 * @throws UserError if there is no CLI.
 */
export async function prepareCli(env: NodeJS.ProcessEnv, options: PrepareOptions): Promise<PreparedCli> {
  const cli = await findPulumiCli({ env, folder: CLI_FOLDER, progress: process.stderr });
  const offline = isOffline(options.provider, env);
  if (offline && options.usesProvider) {
    const why = options.provider === "offline" ? "as --offline asks" : "no AWS credentials are configured";
    process.stderr.write(`AWS: offline provider (${why}); nothing is sent to AWS\n`);
  }
  const backend = chooseBackend(env, options.project, LOCAL_BACKEND);
  const cliEnv = { ...cliEnvironment(env, cli, offline), ...backendEnvironment(backend, env) };
  return { run: { cli: cli.path, env: cliEnv }, backend };
}

/**
 * Makes sure that the stack is there: in the local backend it is made, in the user's own it must exist.
 *
 * @returns flags for the CLI that name its configuration, where that is a copy.
 * @throws UserError if the stack is not there and is not ours to make.
 */
export async function prepareStack(prepared: PreparedCli, project: Project, stack: string): Promise<string[]> {
  const { backend, run } = prepared;
  if (backend.kind === "local") {
    const local = { project, stack, folder: backend.folder };
    await ensureLocalStack(local, run);
    return ["--config-file", copyStackConfiguration(local)];
  }
  const args = ["stack", "--stack", stack, "--show-name", "--non-interactive", "--cwd", project.folder];
  const result = await runInGroup({ command: run.cli, args, cwd: project.folder, env: run.env });
  if (result.code === 0) return [];
  const reason = result.startError?.message ?? lastLines(result.stderr, 3).replace(/^error: /, "");
  throw new UserError(
    `the stack \`${stack}\` of \`${project.name}\` cannot be used: ${reason}\n` +
      `to make it, run \`npm run pulumi -- stack init ${stack} --cwd ${project.folder}\``,
  );
}
