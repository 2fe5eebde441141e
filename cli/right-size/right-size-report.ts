import Table from "cli-table3";

import { serializePolicyDocument, type NamedPolicy } from "../../iam";
import type { Colors, Report } from "../report";
import { sarifLocation, sarifLog, type SarifLevel } from "../sarif";
import { exitCodeOf, type RightSizeResult } from "./result";
import { replayMessage, rightSizeJson } from "./right-size-json";
import { serviceRows } from "./service-rows";

const HEAD = ["service", "granted", "used", "last used", "kept", "removed"];

/** The result in every format. */
export function rightSizeReport(result: RightSizeResult, old: readonly NamedPolicy[]): Report {
  return {
    json: rightSizeJson(result, old),
    text: (colors) => text(result, colors),
    markdown: () => markdown(result),
    sarif: () => sarif(result, old),
  };
}

/** A heading with the lines under it. */
interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

function rowsOf({ proposal }: RightSizeResult): readonly (readonly string[])[] {
  return serviceRows(proposal).map(({ service, granted, used, lastUsed, kept, removed }) =>
    [service, granted, used, lastUsed === "" ? "-" : lastUsed.slice(0, 10), kept, removed].map(String),
  );
}

function verdict(result: RightSizeResult): string {
  const { proposal, replayed } = result;
  switch (exitCodeOf(result)) {
    case 0:
      return `proposal made: ${proposal.additions.length === 0 ? "it lies within the old policies" : "but for its additions it lies within the old policies"}, and allows each of the ${replayed} different calls that were allowed`;
    case 1:
      return "nothing to remove: all that is granted was used, or cannot be observed";
    case 3:
      return "not decided in full";
  }
}

function facts({ roleArn, uniqueIds, window, logs }: RightSizeResult): readonly string[] {
  return [
    `role: ${roleArn} (${uniqueIds.join(", ")})`,
    ...(uniqueIds.length > 1
      ? ["the role was made anew in between: calls of all its unique ids count; --role-id chooses one"]
      : []),
    `window: ${window.since ?? "the beginning of the logs"} to ${window.until ?? "their end"}`,
    `logs: ${logs.files} files, ${logs.events} events from ${logs.first} to ${logs.last}, Regions ${logs.regions.join(", ")}`,
    `data events: ${dataEventsText(logs.dataEvents)}`,
    ...(window.since !== undefined && logs.first > window.since
      ? [`the logs begin at ${logs.first}, inside the window: what was used before is not seen`]
      : []),
  ];
}

/** Resources that a line names. */
const NAMED_RESOURCES = 5;

/** What the logs hold data events of: a trail that selects single buckets or tables shows nothing of others. */
function dataEventsText(dataEvents: RightSizeResult["logs"]["dataEvents"]): string {
  const sources = Object.entries(dataEvents).map(([source, resources]) => {
    const more = resources.length - NAMED_RESOURCES;
    const named = resources.slice(0, NAMED_RESOURCES).join(", ") + (more > 0 ? ` and ${more} more` : "");
    return named === "" ? source : `${source} (${named})`;
  });
  const note = "; if the trail selects these alone, what is done elsewhere is not seen";
  return sources.length === 0 ? "none in the logs" : `${sources.join(", ")}${note}`;
}

function sections(result: RightSizeResult): readonly Section[] {
  const { proposal, failures, logs } = result;
  const all: Section[] = [
    { title: "kept, cannot be observed", lines: keptLines(result) },
    { title: "removed", lines: removedLines(result) },
    {
      title: "added: allowed, and not by the old policies",
      lines: proposal.additions.map(({ action, resource }) => `${action} on ${resource}`),
    },
    {
      title: "denied calls, which count for nothing",
      lines: [...proposal.denied].map(([action, { events }]) => `${action}: ${events} calls`).sort(),
    },
    {
      title: "called by AWS services on the role's behalf",
      lines: [...proposal.used]
        .flatMap(([action, { via }]) => (via.size === 0 ? [] : [`${action} by ${[...via].sort().join(", ")}`]))
        .sort(),
    },
    { title: "policies that stay as they are", lines: proposal.unchanged },
    { title: "files that were left out", lines: logs.unreadable.map(({ path, reason }) => `${path}: ${reason}`) },
    {
      title: "records that were left out: they are no events",
      lines: logs.malformed.map(({ path, reason, records }) => `${path}: ${records} of which ${reason}`),
    },
    {
      title: "not decided",
      lines: [
        ...proposal.undecided.map(({ message }) => message),
        ...failures.map(({ request, decision }) => replayMessage(request.action, request.resource, decision)),
      ],
    },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

/** One line a service, with its actions. */
function removedLines({ proposal }: RightSizeResult): readonly string[] {
  const byService = new Map<string, Set<string>>();
  for (const { action, isAssumed, isWhole, resources } of proposal.removed) {
    const [service = "", name = ""] = action.split(":");
    const removed = isWhole ? name : `${name} on ${resources.join(" and ")}`;
    byService.set(
      service,
      (byService.get(service) ?? new Set()).add(isAssumed ? `${removed} (assumed unused)` : removed),
    );
  }
  return [...byService].map(([service, names]) => `${service}: ${[...names].sort().join(", ")}`).sort();
}

/** One line a reason, with the actions that it holds for. */
function keptLines({ proposal }: RightSizeResult): readonly string[] {
  const byReason = new Map<string, Set<string>>();
  for (const { action, reason } of proposal.kept) byReason.set(reason, (byReason.get(reason) ?? new Set()).add(action));
  return [...byReason].map(([reason, actions]) => `${[...actions].sort().join(", ")}: ${reason}`).sort();
}

function text(result: RightSizeResult, colors: Colors): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  table.push(...rowsOf(result).map((row) => [...row]));
  const paint = { 0: colors.green, 1: colors.green, 3: colors.yellow }[exitCodeOf(result)];
  return [
    paint(verdict(result)),
    ...facts(result),
    table.toString(),
    ...sections(result).flatMap(({ title, lines }) => [`${title}:`, ...lines.map((line) => `  ${line}`)]),
    ...result.proposal.policies.map(policyText),
  ].join("\n");
}

function markdown(result: RightSizeResult): string {
  return [
    `**${verdict(result)}**`,
    "",
    ...facts(result).map((fact) => `- ${fact}`),
    "",
    `| ${HEAD.join(" | ")} |`,
    `| ${HEAD.map(() => "---").join(" | ")} |`,
    ...rowsOf(result).map((row) => `| ${row.join(" | ")} |`),
    ...sections(result).flatMap(({ title, lines }) => ["", `### ${title}`, "", ...lines.map((line) => `- ${line}`)]),
    ...result.proposal.policies.flatMap((policy) => [
      "",
      `### policy \`${policy.name}\``,
      "",
      "```json",
      policyText(policy),
      "```",
    ]),
  ].join("\n");
}

function policyText({ document }: RightSizeResult["proposal"]["policies"][number]): string {
  return JSON.stringify(serializePolicyDocument(document), undefined, 2);
}

const RULES = [
  ["unused-permission", "A permission that was not used"],
  ["unobservable-permission", "A permission whose use the logs cannot show"],
  ["added-permission", "A call that was allowed, and not by the old policies"],
  ["not-decided", "Something that could not be decided"],
] as const;

function sarif(result: RightSizeResult, old: readonly NamedPolicy[]) {
  const { proposal } = result;
  const subject = old[0]?.id ?? result.roleArn;
  const one = (
    ruleId: (typeof RULES)[number][0],
    level: SarifLevel,
    message: string,
    file: string,
    pointer: string,
  ) => ({
    ruleId,
    level,
    message: { text: message },
    locations: [sarifLocation(file, pointer)],
  });
  const undecided = sections(result).find(({ title }) => title === "not decided")?.lines ?? [];
  return sarifLog(
    [
      ...proposal.removed.map(({ action, policyId, statementIndex, isWhole, resources }) =>
        one(
          "unused-permission",
          "warning",
          `${action} was not used${isWhole ? "" : ` on ${resources.join(", ")}`}`,
          policyId,
          `/Statement/${statementIndex}`,
        ),
      ),
      ...proposal.kept.map(({ action, resource, reason, statement }) =>
        one(
          "unobservable-permission",
          "note",
          `${action} on ${resource} is kept: ${reason}`,
          statement.policyId,
          statement.statement.pointer,
        ),
      ),
      ...proposal.additions.map(({ action, resource }) =>
        one(
          "added-permission",
          "warning",
          `${action} on ${resource} was allowed, and not by the old policies`,
          subject,
          "",
        ),
      ),
      ...undecided.map((message) => one("not-decided", "warning", message, subject, "")),
    ],
    RULES.map(([id, title]) => ({
      id,
      shortDescription: { text: title },
      helpUri: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-gen-least-privilege-policies",
    })),
  );
}
