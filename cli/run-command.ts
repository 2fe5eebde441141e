import { InputError } from "./input";
import { printFaultsOnly, printResult, type CommandResult, type Format } from "./report";

/** The same for a command that has to wait for what it reads. */
export async function runCommandAsync(format: Format, command: () => Promise<CommandResult>): Promise<void> {
  let outcome: () => CommandResult;
  try {
    const result = await command();
    outcome = () => result;
  } catch (error) {
    outcome = () => {
      throw error;
    };
  }
  runCommand(format, outcome);
}

/** Runs a command, prints what it comes to and sets the exit code: that of the result, or 2 for a wrong input. */
export function runCommand(format: Format, command: () => CommandResult): void {
  try {
    process.exitCode = printResult(command(), format);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    printFaultsOnly(error.faults, format);
    process.exitCode = 2;
  }
}
