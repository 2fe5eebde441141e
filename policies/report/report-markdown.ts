import type { Severity } from "@pulumi/policy";
import { cell, markdownTable } from "../../report/markdown-table";
import type { RoleOverview, ServiceActions } from "../../stack-model/role-overview";
import { labelOf } from "../../stack-model/stack-resource";
import { findingText, type FindingText } from "./finding-text";
import type { Policy, RecordedFinding } from "./recorder";

/** What a summary is made of. */
export interface ReportContent {
  readonly findings: readonly RecordedFinding[];
  /** The policies that were asked. */
  readonly asked: readonly Policy[];
  readonly roles: readonly RoleOverview[];
}

/** The policy that compares with what was there before. */
export const NEW_ACCESS_POLICY = "iam-role-disallow-new-access";

/** GitHub takes comments of 65,536 characters; each of the four tables may have this many, and says what it leaves out. */
const TABLE_CHARACTERS = 15_000;
/** Names of actions that are listed for a service, beyond which they are counted. */
const LISTED_ACTIONS = 6;
/** Services that are listed at an access level, beyond which they are counted. */
const LISTED_SERVICES = 8;

const SEVERITIES: readonly (Severity | undefined)[] = ["critical", "high", "medium", "low", undefined];

type Row = RecordedFinding & FindingText;

/** The summary of a report in Markdown, for a pull request. */
export function reportMarkdown({ findings, asked, roles }: ReportContent): string {
  const rows = findings
    .map((finding): Row => ({ ...finding, ...findingText(finding) }))
    .sort((a, b) => SEVERITIES.indexOf(a.policy.severity) - SEVERITIES.indexOf(b.policy.severity));
  const notVerified = rows.filter(({ isNotVerified }) => isNotVerified);
  const all = rows.filter(({ isNotVerified }) => !isNotVerified);
  const violations = all.filter((row) => !isOnNewAccess(row));
  const counts = `${count(all.length, "violation")}, ${notVerified.length} not verified`;
  return [
    "# EC2 identity",
    "",
    `${counts}; ${count(asked.length, "policy")} had something to judge.`,
    "",
    "## Roles",
    "",
    ...table(
      ["role", "may do, at most", "may be passed by", "runs on"],
      roles.map(roleRow),
      "This stack has no roles.",
    ),
    "",
    "## New access",
    "",
    ...newAccessSection(rows.filter(isOnNewAccess), asked),
    "",
    "## Violations",
    "",
    ...findingsTable(violations, "None."),
    "",
    "## Not verified",
    "",
    ...findingsTable(notVerified, "Nothing: all that the policies ask was known."),
    "",
  ].join("\n");
}

/** The summary of a run that has not come to its end. */
export function unfinishedMarkdown(reason: string): string {
  return `# EC2 identity\n\n**Not judged.** ${reason}\n`;
}

function isOnNewAccess({ policy }: Row): boolean {
  return policy.name === NEW_ACCESS_POLICY;
}

function newAccessSection(rows: readonly Row[], asked: readonly Policy[]): readonly string[] {
  if (!asked.some(({ name }) => name === NEW_ACCESS_POLICY)) {
    return [`Not compared with what was there before: \`${NEW_ACCESS_POLICY}\` is off.`];
  }
  const found = rows.filter(({ isNotVerified }) => !isNotVerified);
  const none = "None: no role may do what it could not do before.";
  return findingsTable(found, rows.length === 0 ? none : "None found, but not all is decided: see below.");
}

function findingsTable(rows: readonly Row[], otherwise: string): readonly string[] {
  const cells = rows.map(({ policy, urn, resource, problem }) => {
    const name = policy.url === undefined ? `\`${policy.name}\`` : `[\`${policy.name}\`](${policy.url})`;
    return [policy.severity ?? "", name, urn === "" ? "" : cell(labelOf(resource)), cell(problem)];
  });
  return table(["severity", "policy", "resource", "finding"], cells, otherwise);
}

function roleRow({ resource, isNew, access, passers, places, gaps }: RoleOverview): readonly string[] {
  const levels = access.map(({ level, services }) => `**${level}**: ${servicesText(services)}`);
  const unknown = gaps.length === 0 ? [] : [`*not known*: ${gaps.map(cell).join("; ")}`];
  return [
    `\`${resource.name}\`${isNew ? " (new)" : ""}`,
    [...(levels.length === 0 && gaps.length === 0 ? ["nothing"] : levels), ...unknown].join("<br>"),
    passers.length === 0 ? "nobody in this stack" : passers.map(cell).join("<br>"),
    places.length === 0 ? "nothing in this stack" : places.map(cell).join("<br>"),
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

/** A table with as many rows as there is room for, and a line on those that are left out. */
function table(head: readonly string[], rows: readonly (readonly string[])[], otherwise: string): readonly string[] {
  if (rows.length === 0) return [otherwise];
  let room = TABLE_CHARACTERS;
  const shown = rows.filter((row) => (room -= row.join(" | ").length) >= 0);
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
