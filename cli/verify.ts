import type { Command } from "commander";

import type { IdentityReader } from "../aws/identity-reader";
import { identityReader } from "../aws/identity-reader";
import { addAwsOptions, connectionOf, type AwsOptions } from "./aws-options";
import { InputError, readJson } from "./input";
import { formatOption, type CommonOptions } from "./options";
import type { CommandResult } from "./report";
import { runCommandAsync } from "./run-command";
import { readStack } from "./stack-state";
import { notRead } from "./verify/check";
import { readExpectation } from "./verify/expectation";
import { verifyParts, type Part } from "./verify/parts";
import { rememberingReader } from "./verify/remembering-reader";
import type { StackExpectations } from "./verify/stack-expectations";
import { stackExpectations } from "./verify/stack-expectations";
import { exitCodeOf, verifyGroup, verifyInstance, verifyTemplate } from "./verify/verify-instance";
import { verifyReport } from "./verify/verify-report";

interface VerifyOptions extends CommonOptions, AwsOptions {
  readonly stack?: string;
  readonly showSecrets?: boolean;
  readonly instance?: string;
  readonly expected?: string;
}

/** `ec2-identity verify`: 0 as declared, 1 something differs, 3 not read in full. It changes nothing. */
export function addVerifyCommand(program: Command): void {
  const command = program
    .command("verify")
    .description("check what instances, profiles, roles and metadata options are in AWS; nothing is changed")
    .option("--stack <name>", "check what this stack of the project in this folder declares of instances")
    .option("--show-secrets", "with --stack: compare also what is secret in it; the report may show parts")
    .option("--instance <id>", "check this instance")
    .option("--expected <file>", "with --instance: what it is declared to be, in JSON");
  addAwsOptions(command, "region of the instance, or of what does not say in the stack")
    .addOption(formatOption())
    .action((options: VerifyOptions) => runCommandAsync(options.format, () => verify(options)));
}

async function verify(options: VerifyOptions): Promise<CommandResult> {
  const connection = connectionOf(options, ["ec2", "iam"]);
  const expectations = await expectationsOf(options);
  const readers = new Map<string | undefined, Promise<IdentityReader>>();
  const readerIn = (region: string | undefined): Promise<IdentityReader> => {
    const known = readers.get(region);
    const reader = known ?? identityReader({ ...connection, ...(region === undefined ? {} : { region }) });
    const remembering = known ?? reader.then(rememberingReader);
    readers.set(region, remembering);
    return remembering;
  };
  const checks = await verifyParts(partsOf(expectations, readerIn), process.stderr);
  return { report: verifyReport(checks), exitCode: exitCodeOf(checks) };
}

function partsOf(
  { instances, groups, templates, notFound }: StackExpectations,
  readerIn: (region: string | undefined) => Promise<IdentityReader>,
): readonly Part[] {
  const unread = notRead("resource-is-covered", "it starts instances, or says how they are started: they are not read");
  return [
    ...instances.map((one) => ({
      what: one.instanceId,
      verify: async () => verifyInstance(one, await readerIn(one.region)),
    })),
    ...groups.map((one) => ({ what: one.groupName, verify: async () => verifyGroup(one, await readerIn(one.region)) })),
    ...templates.map((one) => ({
      what: one.templateId,
      verify: async () => verifyTemplate(one, await readerIn(one.region)),
    })),
    ...notFound.map((subject) => ({ what: subject, verify: () => [{ subject, ...unread }] })),
  ];
}

async function expectationsOf({
  stack,
  showSecrets,
  instance,
  expected,
  region,
}: VerifyOptions): Promise<StackExpectations> {
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
    const declared = expected === undefined ? {} : readExpectation(readJson(expected));
    const one = { ...declared, instanceId: instance, ...(region === undefined ? {} : { region }) };
    return { instances: [one], groups: [], templates: [], notFound: [] };
  }
  const found = stackExpectations(await readStack(stack ?? "", { showSecrets }), region);
  if (Object.values(found).every((list: readonly unknown[]) => list.length === 0)) {
    const reason = "it has no instance, association, Auto Scaling group or launch template: there is nothing to verify";
    throw wrongUsage(`stack ${stack ?? ""}`, reason);
  }
  return found;
}

function wrongUsage(file: string, reason: string): InputError {
  return new InputError([{ file, pointer: "", reason }]);
}
