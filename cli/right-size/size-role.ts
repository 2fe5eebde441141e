import { bundledCatalogue, parseArn, type NamedPolicy } from "../../iam";
import {
  proposedPolicies,
  readObservation,
  Replay,
  RightSizer,
  type ObservationRow,
  type ResourceMode,
  type TimeWindow,
} from "../../right-size";
import { InputError } from "../input";
import type { RightSizeResult } from "./result";

/** Aggregated events, from files or from Athena; rows can be read twice. */
export interface EventSourceRows {
  readonly files: number;
  readonly events: number;
  readonly first?: string;
  readonly last?: string;
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** Records that are no events, and the files that hold them. */
  readonly malformedRecords: number;
  readonly malformed: readonly { readonly path: string; readonly reason: string; readonly records: number }[];
  rows(window: TimeWindow): AsyncIterable<ObservationRow>;
}

/** Whose calls a proposal is made of, in which window, and how. */
export interface SizeRoleOptions {
  /** Name or ARN. */
  readonly role: string;
  /** Unique ids, in place of the name. @default none */
  readonly roleIds?: readonly string[];
  readonly window: TimeWindow;
  readonly policies: readonly NamedPolicy[];
  readonly resources: ResourceMode;
  readonly assumeUnused: readonly string[];
  /** Ends the reading of rows with an error when it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Makes the proposal for a role from aggregated events, and replays its calls.
 * @throws InputError when the events are not those of the role: a policy made of them would look complete and not be
 */
export async function sizeRole(log: EventSourceRows, options: SizeRoleOptions): Promise<RightSizeResult> {
  const catalogue = bundledCatalogue();
  const sizer = new RightSizer(options.policies, {
    catalogue,
    resources: options.resources,
    assumeUnused: options.assumeUnused,
  });
  const roles = new Map<string, Set<string>>();
  let calls = 0;
  for await (const row of log.rows(options.window)) {
    options.signal?.throwIfAborted();
    const observation = readObservation(row);
    sizer.add(observation);
    if (observation.role === undefined) continue;
    calls += observation.events;
    const { arn, uniqueId } = observation.role;
    roles.set(arn, (roles.get(arn) ?? new Set()).add(uniqueId));
  }
  const roleArn = checkRole(log, options, [...roles.keys()], sizer.accounts, calls);
  const proposal = sizer.propose();
  const replay = new Replay(options.policies, proposedPolicies(proposal, options.policies), catalogue);
  if (proposal.policies.length > 0) {
    for await (const row of log.rows(options.window)) {
      options.signal?.throwIfAborted();
      replay.add(readObservation(row));
    }
  }
  return {
    roleArn,
    uniqueIds: [...new Set([...roles.values()].flatMap((ids) => [...ids]))].sort(),
    window: options.window,
    logs: {
      files: log.files,
      events: log.events,
      first: log.first ?? "",
      last: log.last ?? "",
      regions: [...sizer.coverage.regions].sort(),
      dataEvents: Object.fromEntries(sizer.coverage.dataEvents()),
      unreadable: log.unreadable,
      malformed: log.malformed,
    },
    proposal,
    replayed: replay.calls,
    proved: replay.proved,
    failures: replay.failures,
  };
}

/** The one role that the events are of. */
function checkRole(
  log: EventSourceRows,
  { role, roleIds = [], window }: SizeRoleOptions,
  arns: readonly string[],
  accounts: readonly string[],
  calls: number,
): string {
  const held = `the logs hold ${log.events} events from ${log.first ?? "?"} to ${log.last ?? "?"}, of account ${accounts.join(", ")}`;
  const account = parseArn(role)?.account;
  if (account !== undefined && accounts.length > 0 && !accounts.includes(account)) {
    throw fault(`${held}: expected logs of account ${account}, the role's`);
  }
  const [arn, other] = [...arns].sort();
  const asked = roleIds.length === 0 ? `role \`${role}\`` : `a role with the unique id ${roleIds.join(" or ")}`;
  if (arn === undefined) {
    throw fault(
      `${held}: none is of ${asked}; expected logs of its calls, which name it in userIdentity.sessionContext.sessionIssuer`,
    );
  }
  if (
    other !== undefined &&
    parseArn(other)?.resource.split("/").at(-1) === parseArn(arn)?.resource.split("/").at(-1)
  ) {
    throw fault(`the logs hold calls of several roles \`${role}\`: ${arns.join(", ")}; expected the ARN of one`);
  }
  if (calls === 0) {
    throw fault(
      `${held}: none is of ${asked} from ${window.since ?? "the beginning"} to ${window.until ?? "the end"}; expected a window with calls of it`,
    );
  }
  return arn;
}

function fault(reason: string): InputError {
  return new InputError([{ file: "--role", pointer: "", reason }]);
}
