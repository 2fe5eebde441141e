import { InputError } from "./input";
import { printFaultsOnly, printResult, type CommandResult, type Format } from "./report";

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
