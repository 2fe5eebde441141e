import { Command } from "commander";
import { packageVersion } from "../report/package-version";
import { addCheckAccessNotGrantedCommand } from "./check-access-not-granted";
import { addCheckNoNewAccessCommand } from "./check-no-new-access";
import { addCheckPolicyConfigCommand } from "./check-policy-config";
import { addEvaluateCommand } from "./evaluate";
import { addLintCommand } from "./lint";
import { addRightSizeCommand } from "./right-size";
import { addVerifyCommand } from "./verify";

/** How each command ends, for its help. */
const EXIT_CODES: Readonly<Record<string, string>> = {
  "check-no-new-access": "0 nothing new is allowed, 1 something is, 3 not decided",
  "check-access-not-granted": "0 nothing of it is granted, 1 something is, 3 not decided",
  "check-policy-config": "0 right, 1 wrong names, keys or values",
  evaluate: "0 allowed, 1 denied, 3 unknown",
  lint: "0 no error is found, 1 errors are",
  verify: "0 as declared, 1 different, 3 not read in full",
  "right-size": "0 a proposal is made, 1 nothing is to be removed, 3 not decided in full",
};

/** The command line `ec2-identity`: one subcommand a file. Wrong usage ends with 2. */
export function createProgram(): Command {
  const program = new Command("ec2-identity");
  program
    .description("decide, lint and compare IAM policy documents, and check what instances may do")
    .version(packageVersion())
    .showHelpAfterError("(--help lists commands and options)")
    .exitOverride();
  addCheckNoNewAccessCommand(program);
  addCheckAccessNotGrantedCommand(program);
  addCheckPolicyConfigCommand(program);
  addEvaluateCommand(program);
  addLintCommand(program);
  addVerifyCommand(program);
  addRightSizeCommand(program);
  for (const command of program.commands) {
    command.exitOverride().showHelpAfterError("(--help lists the options)");
    command.addHelpText("after", `\nExit code: ${EXIT_CODES[command.name()] ?? ""}, 2 wrong usage or input.`);
  }
  return program;
}
