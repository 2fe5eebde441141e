import type { Command } from "commander";
import { bundledCatalogue, lintPolicy, lintRules, type PolicyType } from "../iam";
import { checkFiles } from "./check-files";
import type { CheckedFile } from "./findings-report";
import { InputError, readJson } from "./input";
import { formatOption, typeOption, type CommonOptions } from "./options";
import { runCommand } from "./run-command";

interface LintCommandOptions extends CommonOptions {
  readonly type?: PolicyType;
}

/** `ec2-identity lint FILE…`: 0 no error finding, 1 findings. */
export function addLintCommand(program: Command): void {
  program
    .command("lint")
    .description("find what is wrong with policy documents, as IAM Access Analyzer's policy validation does")
    .argument("<files...>", "policy documents in JSON; - is standard input")
    .addOption(typeOption("where the documents stand; taken from each document if left out"))
    .addOption(formatOption())
    .action((files: string[], { format, type }: LintCommandOptions) => {
      const rules = lintRules().map(({ code, description, source }) => ({
        id: code,
        shortDescription: { text: description },
        helpUri: source,
      }));
      runCommand(format, () => checkFiles(files, (file) => lintFile(file, type), rules));
    });
}

function lintFile(file: string, policyType: PolicyType | undefined): CheckedFile {
  const { text, json } = readJson(file);
  if (!isPolicy(json)) {
    throw new InputError([
      { file, pointer: "", reason: "it is no policy document: it has neither Statement nor Version" },
    ]);
  }
  const options = { catalogue: bundledCatalogue(), ...(policyType === undefined ? {} : { policyType }) };
  return { file, text, findings: lintPolicy(text, options) };
}

function isPolicy(json: unknown): boolean {
  return typeof json === "object" && json !== null && ("Statement" in json || "Version" in json);
}
