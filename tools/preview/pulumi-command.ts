import * as path from "node:path";
import { readCliArguments } from "./cli-arguments";
import { readProject, type Project } from "./project";
import { runCli } from "./run-cli";
import { prepareCli, prepareStack, type ProviderChoice } from "./prepared-cli";
import { UserError } from "../user-error";

/** The stack that a command means which names none, in the local backend. */
export const DEFAULT_STACK = "dev";

/** The commands that run a program or change resources: their stack is made if it is missing. */
const STACK_COMMANDS = new Set(["preview", "up", "watch", "refresh", "destroy", "import"]);

/** What `npm run pulumi` was asked for. */
export interface PulumiOptions {
  readonly startFolder: string;
  readonly provider: ProviderChoice;
  /** The arguments of the CLI, as they came. */
  readonly args: readonly string[];
}

/** The project of the folder, if there is one: `pulumi version` needs none. */
function projectIfAny(directory: string, required: boolean): Project | undefined {
  try {
    return readProject(directory);
  } catch (error) {
    if (required || !(error instanceof UserError)) throw error;
    return undefined;
  }
}

/**
 * Runs any command of the Pulumi CLI as the user wrote it, in the environment of the preview. In the local backend the
 * stack is `dev` unless the command or PULUMI_STACK names another.
 *
 * @returns the CLI's exit code.
 * @throws UserError for what the user can mend.
 */
export async function pulumi(options: PulumiOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const given = readCliArguments(options.args);
  const needsStack = given.command !== undefined && STACK_COMMANDS.has(given.command);
  const project = projectIfAny(path.resolve(options.startFolder, given.cwd ?? "."), needsStack);
  const prepared = await prepareCli(env, { project, provider: options.provider, usesProvider: needsStack });
  const start = (further: readonly string[], run = prepared.run): Promise<number> =>
    runCli(run, [...options.args, ...further], options.startFolder);
  if (prepared.backend.kind === "own" || project === undefined) return start([]);
  const stack = given.stack ?? env["PULUMI_STACK"] ?? DEFAULT_STACK;
  const run = { ...prepared.run, env: { ...prepared.run.env, PULUMI_STACK: stack } };
  if (!needsStack) return start([], run);
  const configuration = await prepareStack({ ...prepared, run }, project, stack);
  return start(given.configFile ? [] : configuration, run);
}
