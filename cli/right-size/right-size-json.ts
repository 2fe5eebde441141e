import { serializePolicyDocument, type NamedPolicy } from "../../iam";
import type { ReplayFailure, Usage } from "../../right-size";
import type { RightSizeResult } from "./result";
import { serviceRows } from "./service-rows";

/** The result as JSON: its members and their order are public contract. */
export function rightSizeJson(result: RightSizeResult, old: readonly NamedPolicy[]): object {
  const { roleArn, uniqueIds, window, logs, proposal, replayed, proved, failures } = result;
  return {
    role: roleArn,
    uniqueIds,
    window,
    logs,
    policies: proposal.policies.map(({ name, kind, document }) => ({
      name,
      kind,
      document: serializePolicyDocument(document),
    })),
    replaces: old.map(({ id }) => id).filter((id) => !proposal.unchanged.includes(id)),
    unchanged: proposal.unchanged,
    containment: proposal.containment,
    replayed,
    proved,
    services: serviceRows(proposal),
    used: usages(proposal.used),
    denied: usages(proposal.denied),
    kept: proposal.kept.map(({ action, resource, statement, reason }) => ({
      action,
      resource,
      policy: statement.policyId,
      statement: statement.index,
      reason,
    })),
    narrowed: proposal.narrowed.map(({ action, resource, policyId, statementIndex, isAssumed }) => ({
      action,
      resource,
      policy: policyId,
      statement: statementIndex,
      assumed: isAssumed,
    })),
    removed: proposal.removed.map(({ action, resources, policyId, statementIndex, isAssumed }) => ({
      action,
      resources,
      policy: policyId,
      statement: statementIndex,
      assumed: isAssumed,
    })),
    additions: proposal.additions,
    undecided: [
      ...proposal.undecided,
      ...failures.map((failure) => ({ code: "replay", message: replayMessage(failure) })),
    ],
  };
}

/** What is said of a call that the proposal does not allow. */
export function replayMessage({ request, decision, isGranted }: ReplayFailure): string {
  const why = isGranted
    ? `the proposal answers ${decision}`
    : "the old policies allow it in no context: they are not those of the time of the call";
  return `${request.action} on ${request.resource} was allowed, and ${why}`;
}

function usages(all: ReadonlyMap<string, Usage>): readonly object[] {
  return [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([action, { events, first, last, via }]) => ({ action, events, first, last, via: [...via].sort() }));
}
