import { Command, CommanderError, Option } from "commander";
import { InterruptedError } from "../pulumi-cli/run-in-group";
import { UserError } from "../user-error";
import { preview } from "./preview-command";
import { DEFAULT_STACK, pulumi } from "./pulumi-command";
import type { ProviderChoice } from "./prepared-cli";
import { constants } from "node:os";

interface ProviderFlags {
  readonly offline?: true;
  readonly online?: true;
}

interface PreviewFlags extends ProviderFlags {
  readonly cwd: string;
  readonly stack: string;
  readonly policyPack?: string;
  readonly build: boolean;
}

function providerChoice(flags: ProviderFlags): ProviderChoice {
  if (flags.offline === true) return "offline";
  return flags.online === true ? "online" : "auto";
}

/** The two flags that choose the AWS provider. */
function addProviderOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--offline", "use the offline AWS provider, whatever credentials there are").conflicts("online"),
    )
    .addOption(
      new Option("--online", "use the real AWS provider, as on an instance that gets its credentials from its role"),
    );
}

function commandLine(env: NodeJS.ProcessEnv, done: (exitCode: number) => void): Command {
  const startFolder = env["INIT_CWD"] ?? process.cwd();
  const program = new Command().exitOverride().enablePositionalOptions();
  addProviderOptions(program.command("preview"))
    .description("preview a project with the policy pack; other flags are those of `pulumi preview`")
    .option("-C, --cwd <folder>", "the project's folder", ".")
    .option("-s, --stack <name>", "the stack", DEFAULT_STACK)
    .option("--policy-pack <folder>", "the policy pack (default: dist/policies)")
    .option("--no-build", "do not build first, even if the sources have changed")
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (flags: PreviewFlags, command: Command) => {
      const { cwd, stack, policyPack, build } = flags;
      const pack = policyPack === undefined ? {} : { policyPack };
      const further = command.args;
      done(await preview({ startFolder, cwd, stack, ...pack, provider: providerChoice(flags), build, further }, env));
    });
  addProviderOptions(program.command("pulumi"))
    .description("run any command of the Pulumi CLI in the preview's environment")
    .argument("[arguments...]", "the command and its flags")
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption(false)
    .action(async (args: string[], flags: ProviderFlags) => {
      done(await pulumi({ startFolder, provider: providerChoice(flags), args }, env));
    });
  return program;
}

/** An error of the operating system, as on a folder that cannot be written: its message says what and where. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}

/**
 * Runs `npm run preview` or `npm run pulumi`; errors that the user can mend are one message on standard error.
 *
 * @returns the exit code: the CLI's own, 2 for an error before it ran, 128 and the signal's number after an interrupt.
 */
export async function main(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  let exitCode = 0;
  try {
    await commandLine(env, (code) => {
      exitCode = code;
    }).parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof InterruptedError) return 128 + constants.signals[error.signal];
    if (!(error instanceof UserError) && !isSystemError(error)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    return 2;
  }
  return exitCode;
}
