import { Option, type Command } from "commander";

import { identityReader } from "../aws/identity-reader";
import { bundledCatalogue, closest, serializePolicyDocument } from "../iam";
import { patternsWithoutAction, type ResourceMode, type RoleFilter, type TimeWindow } from "../right-size";
import { addAwsOptions, connectionOf, type AwsOptions } from "./aws-options";
import { InputError } from "./input";
import { collect, formatOption, type CommonOptions } from "./options";
import type { CommandResult, Report } from "./report";
import { athenaLogs, athenaSql } from "./right-size/athena-logs";
import { policiesOfFiles, policiesOfStack, type OldPolicies } from "./right-size/old-policies";
import { readLogs } from "./right-size/read-logs";
import { exitCodeOf, type RightSizeResult } from "./right-size/result";
import { rightSizeReport, undecidedLines } from "./right-size/right-size-report";
import { sizeRole, type EventSourceRows } from "./right-size/size-role";
import { timeWindow } from "./right-size/time-window";
import { typeScriptOf } from "./right-size/typescript";
import { runCommandAsync } from "./run-command";
import { sarifLog } from "./sarif";
import { untilInterrupted } from "./until-interrupted";

/** What the command line gives `right-size`: the options as commander names them. */
export interface RightSizeCommandOptions extends CommonOptions, AwsOptions {
  readonly role: string;
  readonly roleId?: readonly string[];
  readonly logs?: readonly string[];
  readonly events?: readonly string[];
  readonly policies?: readonly string[];
  readonly stack?: string;
  readonly since?: string;
  readonly until?: string;
  readonly resources: ResourceMode;
  readonly assumeUnused?: readonly string[];
  readonly athena?: string;
  readonly table?: string;
  readonly maxBytes?: string;
  readonly dryRun?: boolean;
  readonly print: "report" | "policy" | "typescript";
}

/** Bytes that a query in Athena may scan, where the user says nothing else. */
const MAX_BYTES = "100000000000";

/** `ec2-identity right-size`: 0 a proposal was made, 1 nothing to remove, 3 something could not be decided. */
export function addRightSizeCommand(program: Command): void {
  addAwsOptions(program.command("right-size"), "region of calls to AWS")
    .description(
      "propose a smaller policy for a role from what CloudTrail says that it used, proved against the old one",
    )
    .requiredOption("--role <name|arn>", "the role")
    .option("--role-id <id>", "unique id of the role (AROA…), where it was made anew; may be given again", collect)
    .option("--logs <path...>", "CloudTrail's files, folders of any depth, or results of CloudTrail Lake and Athena")
    .option("--events <file...>", "events as JSON, one a line")
    .option("--athena <workgroup>", "aggregate in Athena, in this workgroup")
    .option("--table <database.table>", "with --athena: the table of the logs, partitioned by account, region and day")
    .option("--max-bytes <number>", `with --athena: the most that a query may scan, without it ${MAX_BYTES}`)
    .option("--dry-run", "with --athena: print the SQL, and run nothing")
    .option("--policies <file...>", "the policies that the role has, one document a file")
    .option("--stack <name>", "take the policies from this stack of the project in this folder")
    .option("--since <time>", "a day (of UTC), a time, or days back from the end of the window: 90d")
    .option("--until <time>", "last day of the window, or the time before which it ends; without it the last event")
    .addOption(
      new Option("--resources <mode>", "name each resource, put them together by folders, or take all of their type")
        .choices(["exact", "prefix", "type"])
        .default("exact"),
    )
    .option(
      "--assume-unused <what>",
      "a service or action that goes though its use cannot be observed; may be given again",
      collect,
    )
    .addOption(
      new Option(
        "--print <what>",
        "the report, or of what is decided in full the policies as JSON by their names, or arguments of an InstanceRole",
      )
        .choices(["report", "policy", "typescript"])
        .default("report"),
    )
    .addOption(formatOption())
    .action((options: RightSizeCommandOptions) => runCommandAsync(options.format, () => rightSize(options)));
}

async function rightSize(options: RightSizeCommandOptions): Promise<CommandResult> {
  const { role: given, roleId: roleIds = [], resources, assumeUnused = [] } = options;
  checkRole(given, roleIds);
  checkSource(options);
  checkAssumptions(assumeUnused);
  if (options.dryRun === true) return dryRun(options);
  const { policies, roleArn } = await oldPolicies(options);
  if (policies.every(({ document }) => document.statements.every(({ effect }) => effect === "Deny"))) {
    throw wrongUsage("--policies", "the policies allow nothing, expected those that the role has");
  }
  const role = given.startsWith("arn:") ? given : (roleArn ?? given);
  const result = await untilInterrupted(async (signal) => {
    const { log, window, close } = await openLogs(options, { role, uniqueIds: roleIds }, signal);
    try {
      return await sizeRole(log, { role, roleIds, window, policies, resources, assumeUnused, signal });
    } finally {
      await close();
    }
  });
  const exitCode = exitCodeOf(result);
  const report = rightSizeReport(result, policies);
  if (options.print === "report") return { report, exitCode };
  return { report: exitCode === 3 ? refusal(result, options, report) : printed(result, options, report), exitCode };
}

/** @throws InputError for what is neither the name nor the ARN of a role, or no unique id of one */
function checkRole(role: string, uniqueIds: readonly string[]): void {
  const wrong = uniqueIds.find((id) => !/^AROA\w+$/.test(id));
  if (wrong !== undefined) throw wrongUsage("--role-id", `got \`${wrong}\`, expected a unique id of a role (AROA…)`);
  if (/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(role) || /^[\w+=,.@-]+$/.test(role)) return;
  throw wrongUsage(
    "--role",
    `got \`${role}\`, expected the name of a role, or its ARN (arn:aws:iam::111122223333:role/app)`,
  );
}

/** @throws InputError where the events are in no place or in two, and for options that are of the other one */
function checkSource({
  logs = [],
  events = [],
  athena,
  table,
  maxBytes,
  dryRun,
  print,
}: RightSizeCommandOptions): void {
  const isOfFiles = logs.length + events.length > 0;
  const athenaOnly = Object.entries({ "--dry-run": dryRun, "--table": table, "--max-bytes": maxBytes });
  const lost = athenaOnly.find(([, value]) => value !== undefined);
  if (athena === undefined && lost !== undefined) throw wrongUsage(lost[0], "got it without --athena");
  if (isOfFiles === (athena !== undefined)) {
    const got = isOfFiles ? "both" : "neither";
    throw wrongUsage("--logs or --athena", `got ${got}, expected one: where CloudTrail's events are`);
  }
  bytesOf(maxBytes);
  if (dryRun === true && print !== "report") throw wrongUsage("--print", "got it with --dry-run, which prints the SQL");
}

/** @throws InputError for a service or an action that the catalogue does not have */
function checkAssumptions(patterns: readonly string[]): void {
  const catalogue = bundledCatalogue();
  const faults = patternsWithoutAction(patterns, catalogue).map((pattern) => {
    const [service = "", action] = pattern.split(":");
    const isService = action === undefined || !catalogue.hasService(service);
    const names = isService ? catalogue.services() : catalogue.actions(service).map(({ name }) => name);
    const near = pattern === "" ? undefined : closest(isService ? service : action, names);
    const meant = isService ? near : near && `${service}:${near}`;
    const hint = meant === undefined ? "" : `: did you mean \`${meant}\`?`;
    return {
      file: "--assume-unused",
      pointer: "",
      reason: `got \`${pattern}\`, expected a service (\`s3\`) or actions (\`s3:Get*\`) of the catalogue${hint}`,
    };
  });
  if (faults.length > 0) throw new InputError(faults);
}

interface OpenLogs {
  readonly log: EventSourceRows;
  readonly window: TimeWindow;
  readonly close: () => Promise<void>;
}

async function openLogs(options: RightSizeCommandOptions, filter: RoleFilter, signal: AbortSignal): Promise<OpenLogs> {
  if (options.athena === undefined) {
    const paths = [...(options.logs ?? []), ...(options.events ?? [])];
    // Before the reading, which takes long.
    timeWindow(options.since, options.until, EPOCH);
    const log = await readLogs(paths, filter, signal);
    return { log, window: timeWindow(options.since, options.until, log.last ?? ""), close: () => log.close() };
  }
  const { athena: workGroup, table = "" } = options;
  const connection = connectionOf(options, ["athena", "s3"]);
  const window = athenaWindow(options);
  const athena = { workGroup, table, maxBytes: bytesOf(options.maxBytes) };
  const log = await athenaLogs(connection, athena, filter, window, signal);
  return { log, window, close: () => Promise.resolve() };
}

const EPOCH = "1970-01-01T00:00:00Z";

/** Athena is asked for a window with a beginning: ninety days up to now without `--since`. */
function athenaWindow({ since = "90d", until }: RightSizeCommandOptions): TimeWindow {
  return timeWindow(since, until, `${new Date().toISOString().slice(0, 10)}T00:00:00Z`);
}

function bytesOf(given: string = MAX_BYTES): number {
  const bytes = Number(given);
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  throw wrongUsage("--max-bytes", `got \`${given}\`, expected a whole number of bytes above 0`);
}

function dryRun(options: RightSizeCommandOptions): CommandResult {
  const { table = "", role, roleId: uniqueIds = [] } = options;
  const sql = athenaSql(table, { role, uniqueIds }, athenaWindow(options));
  const text = () => sql;
  return { report: { json: { sql }, text, markdown: text, sarif: () => sarifLog([], []) }, exitCode: 0 };
}

/** What `--print` asks for in place of the report. */
function printed(result: RightSizeResult, { print }: RightSizeCommandOptions, report: Report): Report {
  const { policies } = result.proposal;
  const json = Object.fromEntries(policies.map(({ name, document }) => [name, serializePolicyDocument(document)]));
  const text = () => (print === "typescript" ? typeScriptOf(policies) : JSON.stringify(json, undefined, 2));
  return { ...report, json, text, markdown: text };
}

/** Nothing for `--print` where something is not decided: a policy alone would look complete. The reasons go to standard error. */
function refusal(result: RightSizeResult, { print, format }: RightSizeCommandOptions, report: Report): Report {
  const reasons = undecidedLines(result).map((line) => `not decided, and so there is no ${print} to print: ${line}`);
  if (format === "text" || format === "markdown") {
    process.stderr.write(reasons.map((reason) => `ec2-identity: --print: ${reason}\n`).join(""));
  }
  const errors = reasons.map((reason) => ({ file: "--print", pointer: "", reason }));
  return { ...report, json: { errors }, text: () => "", markdown: () => "" };
}

function oldPolicies(options: RightSizeCommandOptions): OldPolicies | Promise<OldPolicies> {
  const { policies, stack, role } = options;
  if ((policies === undefined) === (stack === undefined)) {
    const got = stack === undefined ? "neither" : "both";
    throw wrongUsage("--policies or --stack", `got ${got}, expected one: where the policies of the role are`);
  }
  if (policies !== undefined) return policiesOfFiles(policies);
  const connection = connectionOf(options, ["iam", "ec2"]);
  return policiesOfStack(stack ?? "", role, () => identityReader(connection));
}

function wrongUsage(file: string, reason: string): InputError {
  return new InputError([{ file, pointer: "", reason }]);
}
