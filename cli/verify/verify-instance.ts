import type { IdentityReader } from "../../aws/identity-reader";
import type { Check, CheckId, Verdict } from "./check";
import { CHECKS } from "./check";
import type { Expectation, NotReadDeclaration } from "./expectation";
import { instanceChecks } from "./instance-checks";
import { readLiveIdentity } from "./live-identity";
import { roleChecks } from "./role-checks";
import { simulationCheck } from "./simulation-check";

/** Reads what AWS says of one instance and checks it against what is declared; nothing is changed. */
export async function verifyInstance(expectation: Expectation, reader: IdentityReader): Promise<readonly Check[]> {
  const live = await readLiveIdentity(expectation, reader);
  const verdicts = [...instanceChecks(expectation, live), ...roleChecks(expectation, live)];
  const all = [...withoutPassing(verdicts, expectation.notRead ?? []), ...(await simulationCheck(live, reader))];
  return all.map((found) => ({ ...found, instanceId: expectation.instanceId }));
}

/** Nothing passes whose declaration could not be read; what differs or was not read in the account stays as it is. */
function withoutPassing(verdicts: readonly Verdict[], notRead: readonly NotReadDeclaration[]): readonly Verdict[] {
  const unread = notRead.map(({ check, what }): Verdict => ({
    id: check,
    status: "notRead",
    message: `not compared: ${what} is secret in the stack's state, and read with --show-secrets`,
  }));
  const staying = verdicts.filter(({ id, status }) => status !== "passed" || !unread.some((other) => other.id === id));
  return [...staying, ...unread.filter(({ id }) => !staying.some((found) => found.id === id))].toSorted(
    (left, right) => ORDER.indexOf(left.id) - ORDER.indexOf(right.id),
  );
}

const ORDER = Object.keys(CHECKS) as CheckId[];

/** 0: all as declared; 1: something differs; 3: nothing differs, and something could not be read or decided. */
export function exitCodeOf(checks: readonly Check[]): 0 | 1 | 3 {
  const statuses = new Set(checks.map(({ status }) => status));
  return statuses.has("differs") ? 1 : statuses.has("notRead") ? 3 : 0;
}
