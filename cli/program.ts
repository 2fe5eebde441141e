import { Command } from "commander";
import { addCheckAccessNotGrantedCommand } from "./check-access-not-granted";
import { addCheckNoNewAccessCommand } from "./check-no-new-access";
import { addCheckPolicyConfigCommand } from "./check-policy-config";
import { addEvaluateCommand } from "./evaluate";
import { addLintCommand } from "./lint";
import { addRightSizeCommand } from "./right-size";
import { addVerifyCommand } from "./verify";

/** The command line `ec2-identity`: one subcommand a file. Wrong usage ends with 2. */
export function createProgram(): Command {
  const program = new Command("ec2-identity");
  program
    .description("decide, lint and compare IAM policy documents, and check what instances may do")
    .showHelpAfterError("(--help lists commands and options)")
    .exitOverride();
  addCheckNoNewAccessCommand(program);
  addCheckAccessNotGrantedCommand(program);
  addCheckPolicyConfigCommand(program);
  addEvaluateCommand(program);
  addLintCommand(program);
  addVerifyCommand(program);
  addRightSizeCommand(program);
  for (const command of program.commands) command.exitOverride().showHelpAfterError("(--help lists the options)");
  return program;
}
