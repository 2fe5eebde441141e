import type { Command } from "commander";
import { bundledCatalogue, lintPolicy, type PolicyType } from "../iam";
import { InputError, readJson, type InputFault } from "./input";
import { lintReport, type LintedFile } from "./lint-report";
import { formatOption, typeOption, type CommonOptions } from "./options";
import type { CommandResult } from "./report";
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
    .action((files: string[], options: LintCommandOptions) => {
      runCommand(options.format, () => lintFiles(files, options.type));
    });
}

/** Lints every file; those that cannot be read are left out and reported. */
function lintFiles(files: readonly string[], policyType: PolicyType | undefined): CommandResult {
  const linted: LintedFile[] = [];
  const faults: InputFault[] = [];
  for (const file of files) {
    try {
      linted.push(lintFile(file, policyType));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  const hasError = linted.some(({ findings }) => findings.some(({ severity }) => severity === "error"));
  return { report: lintReport(linted, faults), exitCode: hasError ? 1 : 0, faults };
}

function lintFile(file: string, policyType: PolicyType | undefined): LintedFile {
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
