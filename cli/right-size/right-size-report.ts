import Table from "cli-table3";

import { serializePolicyDocument, type NamedPolicy } from "../../iam";
import { markdownTable } from "../../report/markdown-table";
import { serviceOf, type RemovedPermission } from "../../right-size";
import type { Colors, Report } from "../report";
import { exitCodeOf, type RightSizeResult } from "./result";
import { replayMessage, rightSizeJson } from "./right-size-json";
import { rightSizeSarif } from "./right-size-sarif";
import { serviceRows } from "./service-rows";

const HEAD = ["service", "granted", "used", "last used", "kept", "removed"];

/** The result in every format. */
export function rightSizeReport(result: RightSizeResult, old: readonly NamedPolicy[]): Report {
  return {
    json: rightSizeJson(result, old),
    text: (colors) => text(result, colors),
    markdown: () => markdown(result),
    sarif: () => rightSizeSarif(result, old, undecidedLines(result)),
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
  const { proposal } = result;
  switch (exitCodeOf(result)) {
    case 0:
      return `proposal made: ${proposal.additions.length === 0 ? "it lies within the old policies" : "but for its additions it lies within the old policies"}, and allows ${allowedCalls(result)}`;
    case 1:
      return "nothing to remove: all that is granted was used, or cannot be observed";
    case 3:
      return "not decided in full";
  }
}

/** What was run through the engine, and what was proved of calls whose events do not show the resource. */
function allowedCalls({ replayed, proved }: RightSizeResult): string {
  const each = `${replayed === 1 ? "the one request that was" : `all ${replayed} requests that were`} allowed, a call and a resource each`;
  const of = `all that the old policies allow of ${counted(proved, "action")} whose events do not show the resource`;
  if (proved === 0) return each;
  return replayed === 0 ? of : `${each}, and ${of}`;
}

function facts({ roleArn, uniqueIds, window, logs }: RightSizeResult): readonly string[] {
  return [
    `role: ${roleArn} (${uniqueIds.join(", ")})`,
    ...(uniqueIds.length > 1
      ? ["the role was made anew in between: calls of all its unique ids count; --role-id chooses one"]
      : []),
    `window: ${window.since ?? "the beginning of the logs"} to ${window.until ?? "the end of the logs"}`,
    `logs: ${counted(logs.files, "file")}, ${counted(logs.events, "event")} from ${logs.first} to ${logs.last}, Regions ${logs.regions.join(", ")}`,
    `data events: ${dataEventsText(logs.dataEvents)}`,
    ...(logs.regions.length === 1
      ? ["the logs have events of one Region: if the trail records no other, what is done elsewhere is not seen"]
      : []),
    ...(window.since !== undefined && logs.first > window.since
      ? [`the logs begin at ${logs.first}, inside the window: what was used before is not seen`]
      : []),
  ];
}

/** Resources that a line names. */
const NAMED_RESOURCES = 5;

/** The resources of which the logs hold data events. */
function dataEventsText(dataEvents: RightSizeResult["logs"]["dataEvents"]): string {
  const sources = Object.entries(dataEvents).map(([source, resources]) => {
    const more = resources.length - NAMED_RESOURCES;
    const named = resources.slice(0, NAMED_RESOURCES).join(", ") + (more > 0 ? ` and ${more} more` : "");
    return named === "" ? source : `${source} (${named})`;
  });
  const note =
    "; a trail that records a part of one, by prefix or by kind of call, is not told from one that records it all";
  return sources.length === 0 ? "none in the logs" : `${sources.join(", ")}${note}`;
}

function sections(result: RightSizeResult): readonly Section[] {
  const { proposal, logs } = result;
  const all: Section[] = [
    { title: "kept, cannot be observed", lines: keptLines(result) },
    { title: "narrowed to what was used", lines: narrowedLines(result) },
    { title: "removed", lines: removedLines(result) },
    {
      title: "added: allowed, and not by the old policies",
      lines: proposal.additions.map(({ action, resource }) => `${action} on ${resource}`),
    },
    {
      title: "denied calls, which count for nothing",
      lines: [...proposal.denied].map(([action, { events }]) => `${action}: ${counted(events, "call")}`).sort(),
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
      lines: logs.malformed.map(({ path, reason, records }) => `${path}: ${records} (${reason})`),
    },
    {
      title: "not decided",
      lines: undecidedLines(result),
    },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

/** What could not be decided, one line each. */
export function undecidedLines({ proposal, failures }: RightSizeResult): readonly string[] {
  return [...proposal.undecided.map(({ message }) => message), ...failures.map(replayMessage)];
}

/** One line a service, with its actions: all of them in one word. What is only assumed to be unused stands apart. */
function removedLines({ proposal }: RightSizeResult): readonly string[] {
  const granted = new Map(serviceRows(proposal).map((row) => [row.service, row.granted]));
  const byService = Map.groupBy(proposal.removed, ({ action }) => serviceOf(action));
  return [...byService]
    .flatMap(([service, ofService]) =>
      [false, true].flatMap((isAssumed) => {
        const removed = ofService.filter((one) => one.isAssumed === isAssumed);
        if (removed.length === 0) return [];
        return [`${service}${isAssumed ? " (assumed unused)" : ""}: ${removedNames(removed, granted.get(service))}`];
      }),
    )
    .sort();
}

/** The names of removed actions of a service that grants so many. */
function removedNames(removed: readonly RemovedPermission[], granted: number | undefined): string {
  const names = new Set(
    removed.map(
      ({ action, isWhole, resources }) => `${nameOf(action)}${isWhole ? "" : ` on ${resources.join(" and ")}`}`,
    ),
  );
  const isAll = names.size === granted && removed.every(({ isWhole }) => isWhole);
  return names.size > MANY_ACTIONS && isAll ? allOf(names.size) : [...names].sort().join(", ");
}

/** One line a resource, with the actions that stay on a part of it. */
function narrowedLines({ proposal }: RightSizeResult): readonly string[] {
  const byResource = Map.groupBy(
    proposal.narrowed,
    ({ resource, isAssumed }) => `${resource}${isAssumed ? " (the rest is assumed unused)" : ""}`,
  );
  return [...byResource]
    .map(([resource, narrowed]) => {
      const actions = new Set(narrowed.map(({ action }) => action));
      return `${[...actions].sort().join(", ")} on ${resource}`;
    })
    .sort();
}

/** One line a reason and resource, with the actions that it holds for: all of a service in one word. */
function keptLines({ proposal }: RightSizeResult): readonly string[] {
  const rows = new Map(serviceRows(proposal).map((row) => [row.service, row]));
  const byReason = Map.groupBy(proposal.kept, ({ reason, resource }) =>
    resource === "*" ? `: ${reason}` : ` on ${resource}: ${reason}`,
  );
  return [...byReason]
    .map(([reason, kept]) => {
      const byService = Map.groupBy(kept, ({ action }) => serviceOf(action));
      const services = [...byService].map(([service, ofService]) => {
        const actions = new Set(ofService.map(({ action }) => action));
        if (actions.size > MANY_ACTIONS && actions.size === rows.get(service)?.granted)
          return `${service} (${allOf(actions.size)})`;
        return [...actions].sort().join(", ");
      });
      return `${services.sort().join(", ")}${reason}`;
    })
    .sort();
}

/** More actions than this of a service that share their fate as a whole are not named one by one. */
const MANY_ACTIONS = 10;

function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

function allOf(actions: number): string {
  return `all ${actions} actions`;
}

function nameOf(action: string): string {
  return action.split(":")[1] ?? "";
}

/** Said of a proposal in which something is not decided. */
const NOT_TO_USE = "the proposal as far as it goes, not to be used as it is";

function text(result: RightSizeResult, colors: Colors): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  table.push(...rowsOf(result).map((row) => [...row]));
  const paint = { 0: colors.green, 1: colors.green, 3: colors.yellow }[exitCodeOf(result)];
  return [
    paint(verdict(result)),
    ...facts(result),
    table.toString(),
    ...sections(result).flatMap(({ title, lines }) => [`${title}:`, ...lines.map((line) => `  ${line}`)]),
    ...(exitCodeOf(result) === 3 && result.proposal.policies.length > 0 ? [`${NOT_TO_USE}:`] : []),
    ...result.proposal.policies.map(policyText),
  ].join("\n");
}

function markdown(result: RightSizeResult): string {
  return [
    `**${verdict(result)}**`,
    "",
    ...facts(result).map(item),
    "",
    ...markdownTable(HEAD, rowsOf(result)),
    ...sections(result).flatMap(({ title, lines }) => ["", `### ${title}`, "", ...lines.map(item)]),
    ...result.proposal.policies.flatMap((policy) => [
      "",
      `### policy \`${policy.name}\`${exitCodeOf(result) === 3 ? ` (${NOT_TO_USE})` : ""}`,
      "",
      "```json",
      policyText(policy),
      "```",
    ]),
  ].join("\n");
}

/** A line as an item of a list: the wildcards of a resource are no emphasis, outside of code. */
function item(line: string): string {
  const escaped = line.replace(/`[^`]*`|[*_<]/g, (match) => (match.length === 1 ? `\\${match}` : match));
  return `- ${escaped}`;
}

function policyText({ document }: RightSizeResult["proposal"]["policies"][number]): string {
  return JSON.stringify(serializePolicyDocument(document), undefined, 2);
}
