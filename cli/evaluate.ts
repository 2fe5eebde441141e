import type { Command } from "commander";
import { bundledCatalogue, compilePolicies, evaluateAll, type Evaluation } from "../iam";
import { evaluationReport } from "./evaluation-report";
import { readJson } from "./input";
import { formatOption, type CommonOptions } from "./options";
import { readPolicies } from "./policies-input";
import { readRequests } from "./request-input";
import type { CommandResult } from "./report";
import { runCommand } from "./run-command";

interface EvaluateCommandOptions extends CommonOptions {
  readonly request: string;
  readonly policies: string;
}

const EXIT_CODES: Readonly<Record<Evaluation["decision"], 0 | 1 | 3>> = {
  allowed: 0,
  explicitDeny: 1,
  implicitDeny: 1,
  unknown: 3,
};

/** `ec2-identity evaluate`: 0 allowed, 1 denied, 3 unknown. */
export function addEvaluateCommand(program: Command): void {
  program
    .command("evaluate")
    .description("decide a request as AWS does; a list of requests is one call on several resources")
    .requiredOption("--request <file>", "an authorization request in JSON, or a list of them")
    .requiredOption("--policies <file>", "the policies that apply, by kind, each with id and document")
    .addOption(formatOption())
    .action((options: EvaluateCommandOptions) => {
      runCommand(options.format, () => evaluateFiles(options));
    });
}

function evaluateFiles(options: EvaluateCommandOptions): CommandResult {
  const requests = readRequests(readJson(options.request));
  const input = readJson(options.policies);
  const evaluation = evaluateAll(requests, compilePolicies(readPolicies(input)), { catalogue: bundledCatalogue() });
  return {
    report: evaluationReport(evaluation, requests, input),
    exitCode: EXIT_CODES[evaluation.decision],
  };
}
