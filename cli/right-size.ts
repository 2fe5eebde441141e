import { Option, type Command } from "commander";

import { identityReader } from "../aws/identity-reader";
import { serializePolicyDocument } from "../iam";
import type { ResourceMode } from "../right-size";
import { InputError } from "./input";
import { formatOption, type CommonOptions } from "./options";
import type { CommandResult } from "./report";
import { policiesOfFiles, policiesOfStack, type OldPolicies } from "./right-size/old-policies";
import { readLogs } from "./right-size/read-logs";
import { exitCodeOf, type RightSizeResult } from "./right-size/result";
import { rightSizeReport } from "./right-size/right-size-report";
import { sizeRole } from "./right-size/size-role";
import { timeWindow } from "./right-size/time-window";
import { typeScriptOf } from "./right-size/typescript";
import { runCommandAsync } from "./run-command";

export interface RightSizeCommandOptions extends CommonOptions {
  readonly role: string;
  readonly roleId: readonly string[];
  readonly logs?: readonly string[];
  readonly events?: readonly string[];
  readonly policies?: readonly string[];
  readonly stack?: string;
  readonly since?: string;
  readonly until?: string;
  readonly resources: ResourceMode;
  readonly assumeUnused: readonly string[];
  readonly print: "report" | "policy" | "typescript";
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
}

/** `ec2-identity right-size`: 0 a proposal was made, 1 nothing to remove, 3 something could not be decided. */
export function addRightSizeCommand(program: Command): void {
  const collect = (one: string, all: readonly string[]): readonly string[] => [...all, one];
  program
    .command("right-size")
    .description(
      "propose a smaller policy for a role from what CloudTrail says that it used, proved against the old one",
    )
    .requiredOption("--role <name|arn>", "the role")
    .option("--role-id <id>", "unique id of the role (AROA…), where it was made anew; may be given again", collect, [])
    .option("--logs <path...>", "CloudTrail's files, folders of any depth, or results of CloudTrail Lake and Athena")
    .option("--events <file...>", "events as JSON, one a line")
    .option("--policies <file...>", "the policies that the role has, one document a file")
    .option("--stack <name>", "take the policies from this stack of the project in this folder")
    .option("--since <time>", "a day, a time, or days back from the end of the window: 90d")
    .option("--until <time>", "end of the window; without it the last event of the logs")
    .addOption(
      new Option("--resources <mode>", "name each resource, put them together by folders, or take all of their type")
        .choices(["exact", "prefix", "type"])
        .default("exact"),
    )
    .option(
      "--assume-unused <what>",
      "a service or action that goes though its use cannot be observed; may be given again",
      collect,
      [],
    )
    .addOption(
      new Option("--print <what>", "the report, the policies as JSON, or arguments of an InstanceRole")
        .choices(["report", "policy", "typescript"])
        .default("report"),
    )
    .option("--region <region>", "Region of calls to AWS")
    .option("--profile <name>", "profile of the AWS configuration files")
    .option("--endpoint-url <url>", "call this address instead of AWS's")
    .addOption(formatOption())
    .action((options: RightSizeCommandOptions) => runCommandAsync(options.format, () => rightSize(options)));
}

async function rightSize(options: RightSizeCommandOptions): Promise<CommandResult> {
  const paths = [...(options.logs ?? []), ...(options.events ?? [])];
  if (paths.length === 0) throw wrongUsage("--logs", "expected files or folders with events");
  const { policies, roleArn } = await oldPolicies(options);
  if (policies.every(({ document }) => document.statements.every(({ effect }) => effect === "Deny"))) {
    throw wrongUsage("--policies", "the policies allow nothing: there is nothing to make smaller");
  }
  const role = options.role.startsWith("arn:") ? options.role : (roleArn ?? options.role);
  const log = await readLogs(paths, { role, uniqueIds: options.roleId });
  try {
    const window = timeWindow(options.since, options.until, log.last ?? "");
    const { resources, assumeUnused } = options;
    const result = await sizeRole(log, { role, window, policies, resources, assumeUnused });
    return { report: printed(result, options, rightSizeReport(result, policies)), exitCode: exitCodeOf(result) };
  } finally {
    await log.close();
  }
}

/** The report, or what `--print` asks for in its place. */
function printed(result: RightSizeResult, { print }: RightSizeCommandOptions, report: CommandResult["report"]) {
  if (print === "report") return report;
  const { policies } = result.proposal;
  const documents = policies.map(({ document }) => serializePolicyDocument(document));
  const json = documents.length === 1 ? documents[0] : documents;
  const text = () => (print === "typescript" ? typeScriptOf(policies) : JSON.stringify(json, undefined, 2));
  return { ...report, json, text, markdown: text };
}

function oldPolicies(options: RightSizeCommandOptions): OldPolicies | Promise<OldPolicies> {
  const { policies, stack, role, region, profile, endpointUrl } = options;
  if ((policies === undefined) === (stack === undefined)) {
    throw wrongUsage("--policies or --stack", "expected exactly one of them");
  }
  if (policies !== undefined) return policiesOfFiles(policies);
  return policiesOfStack(stack ?? "", role, () =>
    identityReader({
      ...(region === undefined ? {} : { region }),
      ...(profile === undefined ? {} : { profile }),
      ...(endpointUrl === undefined ? {} : { endpoints: { iam: endpointUrl, sts: endpointUrl, ec2: endpointUrl } }),
    }),
  );
}

function wrongUsage(file: string, reason: string): InputError {
  return new InputError([{ file, pointer: "", reason }]);
}
