import type { Containment, NamedPolicy } from "../iam";
import type { ProposedPolicy } from "./split-policies";
import type { KeptPermission, NarrowedPermission, RemovedPermission } from "./kept-permissions";
import type { Addition, Usage } from "./used-permissions";

/** Something that could not be decided: the proposal says less than its words. */
export interface Undecided {
  readonly code:
    "unmappedEvent" | "containment" | "replay" | "notGranted" | "quota" | "tooManyResources" | "policyVersion";
  readonly message: string;
}

/** A smaller policy for a role, and what it was made of. */
export interface Proposal {
  /** Take the place of the old policies that hold an Allow statement; none where nothing could be proposed. */
  readonly policies: readonly ProposedPolicy[];
  /** Ids of old policies that only deny: they stay as they are. */
  readonly unchanged: readonly string[];
  readonly used: ReadonlyMap<string, Usage>;
  /** Those of the used actions that the old policies allow, on some resource. */
  readonly granted: ReadonlySet<string>;
  readonly denied: ReadonlyMap<string, Usage>;
  readonly kept: readonly KeptPermission[];
  readonly narrowed: readonly NarrowedPermission[];
  readonly removed: readonly RemovedPermission[];
  /** Calls that were allowed, that the old policies do not allow, and that the proposal does. */
  readonly additions: readonly Addition[];
  /** Whether the proposal, its additions apart, lies within the old policies. */
  readonly containment: Containment;
  /** The old policies lie within the proposal: there is nothing to remove. */
  readonly isEverythingUsed: boolean;
  readonly undecided: readonly Undecided[];
}

/** The policies of a proposal and those that stay, as the engine takes them. */
export function proposedPolicies(proposal: Proposal, old: readonly NamedPolicy[]): readonly NamedPolicy[] {
  const stay = old.filter(({ id }) => proposal.unchanged.includes(id));
  return [...proposal.policies.map(({ name: id, document }) => ({ id, document })), ...stay];
}
