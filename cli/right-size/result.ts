import type { Proposal, ReplayFailure, TimeWindow } from "../../right-size";

/** What was read, and the proposal that came of it. */
export interface RightSizeResult {
  readonly roleArn: string;
  /** Unique ids of the roles whose calls were counted: more than one where the role was made anew. */
  readonly uniqueIds: readonly string[];
  readonly window: TimeWindow;
  readonly logs: {
    readonly files: number;
    readonly events: number;
    readonly first: string;
    readonly last: string;
    readonly regions: readonly string[];
    /** By event source, the resources of which the logs hold data events, of whoever. */
    readonly dataEvents: Readonly<Record<string, readonly string[]>>;
    readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
    readonly malformed: readonly { readonly path: string; readonly reason: string; readonly records: number }[];
  };
  readonly proposal: Proposal;
  /** Requests that were run through the engine under the proposal: an action and a resource each, of which a call may make several. */
  readonly replayed: number;
  /** Actions whose events do not show the resource, of which all that the old policies allow was proved to stay. */
  readonly proved: number;
  readonly failures: readonly ReplayFailure[];
}

/** 0 a proposal was made, 1 there is nothing to remove, 3 something could not be decided. */
export function exitCodeOf({ proposal, failures }: RightSizeResult): 0 | 1 | 3 {
  if (proposal.undecided.length > 0 || failures.length > 0) return 3;
  return proposal.isEverythingUsed && proposal.additions.length === 0 ? 1 : 0;
}
