import type { IdentityReader } from "../../aws/identity-reader";
import type { Check } from "./check";
import type { Expectation } from "./expectation";
import { instanceChecks } from "./instance-checks";
import { readLiveIdentity } from "./live-identity";
import { roleChecks } from "./role-checks";
import { simulationCheck } from "./simulation-check";

/** Reads what AWS says of one instance and checks it against what is declared; nothing is changed. */
export async function verifyInstance(expectation: Expectation, reader: IdentityReader): Promise<readonly Check[]> {
  const live = await readLiveIdentity(expectation, reader);
  const verdicts = [
    ...instanceChecks(expectation, live),
    ...roleChecks(expectation, live),
    ...(await simulationCheck(live, reader)),
  ];
  return verdicts.map((found) => ({ ...found, instanceId: expectation.instanceId }));
}

/** 0: all as declared; 1: something differs; 3: nothing differs, and something could not be read or decided. */
export function exitCodeOf(checks: readonly Check[]): 0 | 1 | 3 {
  const statuses = new Set(checks.map(({ status }) => status));
  return statuses.has("differs") ? 1 : statuses.has("notRead") ? 3 : 0;
}
