import type { Severity } from "@pulumi/policy";
import { cell, markdownTable } from "../../report/markdown-table";
import type { PermittedActions, ServiceActions } from "../../stack-model/permitted-actions";
import type { RoleOverview, RolesOverview } from "../../stack-model/role-overview";
import { labelOf } from "../../stack-model/stack-resource";
import { findingText, severityOf, type FindingText } from "./finding-text";
import type { AskedPolicy, RecordedExemption, RecordedFinding } from "./recorder";
import type { ReportContent } from "./report-content";

/** The policy that compares with what was there before. */
const NEW_ACCESS_POLICY = "iam-role-disallow-new-access";
/** Its settings that say what was there before. */
const BASELINES = ["stackExport", "documents"];

/** GitHub takes comments of 65,536 characters; the longest tables leave out rows, and say so, until the summary has no more than this. */
const MOST_CHARACTERS = 60_000;
/** Names of actions that are listed for a service, beyond which they are counted. */
const LISTED_ACTIONS = 6;
/** Entries of what is not known of principals that are listed, beyond which they are counted. */
const LISTED_GAPS = 30;
/** Services that are listed at an access level, beyond which they are counted. */
const LISTED_SERVICES = 8;

const SEVERITIES: readonly (Severity | undefined)[] = ["critical", "high", "medium", "low", undefined];

interface Row extends RecordedFinding, FindingText {
  readonly severity: Severity | undefined;
}

/** The summary of a report in Markdown, for a pull request. */
export function reportMarkdown(content: ReportContent): string {
  for (let room = MOST_CHARACTERS; ; room = Math.floor(room * 0.9)) {
    const text = summary(content, room);
    if (text.length <= MOST_CHARACTERS || room === 0) return text;
  }
}

/** The summary, each table of which has `room` characters at most. */
function summary({ findings, exempted, asked, overview }: ReportContent, room: number): string {
  const rows = findings.map(rowOf).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const notVerified = rows.filter(({ isNotVerified }) => isNotVerified);
  const all = rows.filter(({ isNotVerified }) => !isNotVerified);
  const violations = all.filter((row) => !isOnNewAccess(row));
  const exempt = exempted.length === 0 ? "" : `, ${exempted.length} exempt`;
  const counts = `${count(all.length, "violation")}, ${notVerified.length} not verified${exempt}`;
  return [
    "# EC2 identity",
    "",
    `${counts}; ${count(asked.length, "policy")} had something to judge.`,
    "",
    "## Roles",
    "",
    ...rolesSection(overview, room),
    "",
    "## New access",
    "",
    ...newAccessSection(rows.filter(isOnNewAccess), asked, room),
    "",
    "## Violations",
    "",
    ...findingsTable(violations, "None.", room),
    "",
    "## Not verified",
    "",
    ...findingsTable(notVerified, "Nothing: all that the policies ask was known.", room),
    "",
    ...exemptSection(exempted, room),
  ].join("\n");
}

function rowOf(finding: RecordedFinding): Row {
  const text = findingText(finding);
  return { ...finding, ...text, severity: severityOf(finding.policy, text) };
}

/** What would be reported, were its resources not exempt, with why and until when. */
function exemptSection(exempted: readonly RecordedExemption[], room: number): readonly string[] {
  if (exempted.length === 0) return [];
  const cells = exempted.map((exemption) => {
    const { resource, problem } = findingText(exemption);
    const { policy, reason, expires } = exemption;
    return [`\`${policy.name}\``, cell(labelOf(resource)), cell(problem), cell(reason), expires];
  });
  return ["## Exempt", "", ...table(["policy", "resource", "finding", "reason", "until"], cells, "", room), ""];
}

/** The summary of a run that has not come to its end. */
export function unfinishedMarkdown(reason: string): string {
  return `# EC2 identity\n\n**Not judged.** ${reason}\n`;
}

function isOnNewAccess({ policy }: Row): boolean {
  return policy.name === NEW_ACCESS_POLICY;
}

function newAccessSection(rows: readonly Row[], asked: readonly AskedPolicy[], room: number): readonly string[] {
  const settings = asked.find(({ policy }) => policy.name === NEW_ACCESS_POLICY)?.settings;
  if (settings === undefined) return [`Not compared with what was there before: \`${NEW_ACCESS_POLICY}\` is off.`];
  const found = rows.filter(({ isNotVerified }) => !isNotVerified);
  if (rows.length === 0 && BASELINES.every((key) => isEmpty(settings[key]))) {
    const given = BASELINES.map((key) => `\`${key}\``).join(" nor ");
    return [`Not compared with what was there before: \`${NEW_ACCESS_POLICY}\` has neither ${given}.`];
  }
  const none = "None: nobody may do what they could not do before.";
  return findingsTable(found, rows.length === 0 ? none : "None found, but not all is decided: see below.", room);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function findingsTable(rows: readonly Row[], otherwise: string, room: number): readonly string[] {
  const cells = rows.map(({ policy, severity, urn, resource, problem }) => {
    const name = policy.url === undefined ? `\`${policy.name}\`` : `[\`${policy.name}\`](${policy.url})`;
    return [severity ?? "", name, urn === "" ? "" : cell(labelOf(resource)), cell(problem)];
  });
  return table(["severity", "policy", "resource", "finding"], cells, otherwise, room);
}

function rolesSection({ roles, gaps }: RolesOverview, room: number): readonly string[] {
  return [
    ...table(
      ["role", "may do, at most", "may be passed by", "runs on"],
      roles.map(roleRow),
      "This stack has no roles.",
      room,
    ),
    ...(gaps.length === 0 ? [] : ["", "Not known:", "", ...gaps.slice(0, LISTED_GAPS).map((gap) => `- ${gap}`)]),
    ...(gaps.length > LISTED_GAPS
      ? [`- and ${gaps.length - LISTED_GAPS} more, in the SARIF file beside this one`]
      : []),
  ];
}

function roleRow({ name, isNew, access, passers, places, trusted, gaps }: RoleOverview): readonly string[] {
  const lines = [...accessLines(access), ...gaps.map((gap) => `*not known*: ${cell(gap)}`)];
  const assumed = trusted.map((principal) => `assumed by ${cell(`\`${principal}\``)}`);
  return [
    `\`${name}\`${isNew ? " (new)" : ""}`,
    lines.length === 0 ? "nothing" : lines.join("<br>"),
    passers.length === 0 ? "nobody in this stack" : passers.map(cell).join("<br>"),
    [...places.map(cell), ...assumed].join("<br>"),
  ];
}

function accessLines(access: PermittedActions): readonly string[] {
  if (access.kind === "every") {
    const named = (patterns: readonly string[]): string => patterns.map((pattern) => cell(`\`${pattern}\``)).join(", ");
    const but = access.but.length === 0 ? "" : ` but ${named(access.but)}`;
    return [`**every action**${but}${access.yet.length === 0 ? "" : `; of these it may do ${named(access.yet)}`}`];
  }
  const { levels, unknownPatterns } = access;
  return [
    ...levels.map(({ level, services }) => `**${level}**: ${servicesText(services)}`),
    ...unknownPatterns.map((pattern) => `*not known*: the catalogue has no action ${cell(`\`${pattern}\``)}`),
  ];
}

function servicesText(services: readonly ServiceActions[]): string {
  const listed = services.slice(0, LISTED_SERVICES).map(({ service, actions, isEvery }) => {
    if (actions.length <= LISTED_ACTIONS) return `${service} (${actions.join(", ")})`;
    return `${service} (${isEvery ? "all " : ""}${actions.length} actions)`;
  });
  const further = services.length - listed.length;
  return [...listed, ...(further > 0 ? [`and ${count(further, "more service")}`] : [])].join(", ");
}

/** A table with as many rows as there is room for, in characters, and a line on those that are left out. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  otherwise: string,
  room: number,
): readonly string[] {
  if (rows.length === 0) return [otherwise];
  let remaining = room;
  const shown = rows.filter((row) => (remaining -= row.join(" | ").length) >= 0);
  const left = rows.length - shown.length;
  return [
    ...markdownTable(head, shown),
    ...(left > 0
      ? ["", `${count(left, "row")} left out for their length: the SARIF file beside this one has all.`]
      : []),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun.replace(/y$/, "ie")}s`}`;
}
