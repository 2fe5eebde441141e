import type { Command } from "commander";

import type { IdentityReader } from "../aws/identity-reader";
import { identityReader } from "../aws/identity-reader";
import { InputError, readJson } from "./input";
import { formatOption, type CommonOptions } from "./options";
import type { CommandResult } from "./report";
import { runCommandAsync } from "./run-command";
import { readStack } from "./stack-state";
import type { Check } from "./verify/check";
import type { Expectation } from "./verify/expectation";
import { readExpectation } from "./verify/expectation";
import { stackExpectations } from "./verify/stack-expectations";
import { exitCodeOf, verifyInstance } from "./verify/verify-instance";
import { verifyReport } from "./verify/verify-report";

interface VerifyOptions extends CommonOptions {
  readonly stack?: string;
  readonly showSecrets?: boolean;
  readonly instance?: string;
  readonly expected?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
}

/** `ec2-identity verify`: 0 as declared, 1 something differs, 3 not read in full. It changes nothing. */
export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .description("check what instances, profiles, roles and metadata options are in AWS; nothing is changed")
    .option("--stack <name>", "check the instances that this stack of the project in this folder declares")
    .option("--show-secrets", "with --stack: compare also what is secret in it; the report may show parts")
    .option("--instance <id>", "check this instance")
    .option("--expected <file>", "with --instance: what it is declared to be, in JSON")
    .option("--region <region>", "region of the instance, or of those of the stack that do not say")
    .option("--profile <name>", "profile of the AWS configuration files")
    .option("--endpoint-url <url>", "call this address instead of AWS's")
    .addOption(formatOption())
    .action((options: VerifyOptions) => runCommandAsync(options.format, () => verify(options)));
}

async function verify(options: VerifyOptions): Promise<CommandResult> {
  const { endpointUrl } = options;
  if (endpointUrl !== undefined && !/^https?:$/.test(URL.parse(endpointUrl)?.protocol ?? "")) {
    throw wrongUsage("--endpoint-url", `got \`${endpointUrl}\`, expected an address with http: or https:`);
  }
  const expectations = await expectationsOf(options);
  const readers = new Map<string, Promise<IdentityReader>>();
  const checks: Check[] = [];
  for (const [index, expectation] of expectations.entries()) {
    showProgress(`reading ${expectation.instanceId} (${index + 1} of ${expectations.length})`);
    const region = expectation.region ?? options.region;
    const reader = readers.get(region ?? "") ?? readerFor(options, region);
    readers.set(region ?? "", reader);
    checks.push(...(await verifyInstance(expectation, await reader)));
  }
  showProgress("");
  return { report: verifyReport(checks), exitCode: exitCodeOf(checks) };
}

function readerFor({ profile, endpointUrl }: VerifyOptions, region: string | undefined): Promise<IdentityReader> {
  return identityReader({
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpoints: { ec2: endpointUrl, iam: endpointUrl, sts: endpointUrl } }),
  });
}

async function expectationsOf({
  stack,
  showSecrets,
  instance,
  expected,
}: VerifyOptions): Promise<readonly Expectation[]> {
  if ((stack === undefined) === (instance === undefined)) {
    throw wrongUsage("--stack or --instance", "expected exactly one of them");
  }
  if (expected !== undefined && instance === undefined) {
    throw wrongUsage("--expected", "got it with --stack, expected it with --instance alone");
  }
  if (showSecrets === true && stack === undefined) {
    throw wrongUsage("--show-secrets", "got it with --instance, expected it with --stack alone");
  }
  if (instance !== undefined) {
    if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(instance)) {
      throw wrongUsage("--instance", `got \`${instance}\`, expected \`i-\` and 8 or 17 hexadecimal digits`);
    }
    return [expected === undefined ? { instanceId: instance } : readExpectation(readJson(expected), instance)];
  }
  const found = stackExpectations(await readStack(stack ?? "", { showSecrets }));
  if (found.length === 0) {
    throw wrongUsage(`stack ${stack ?? ""}`, "it has no instance and no association: there is nothing to verify");
  }
  return found;
}

function wrongUsage(file: string, reason: string): InputError {
  return new InputError([{ file, pointer: "", reason }]);
}

/** One line on a terminal, written over by the next. */
function showProgress(line: string): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\u001b[K${line}`);
  }
}
