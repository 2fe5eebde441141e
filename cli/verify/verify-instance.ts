import type { IdentityReader, TemplateIdentity } from "../../aws/identity-reader";
import type { Check, CheckId, Verdict } from "./check";
import { CHECKS, notRead, verdict } from "./check";
import type { Expectation, GroupExpectation, NotReadDeclaration, TemplateExpectation } from "./expectation";
import { instanceChecks, metadataChecks, profileCheck } from "./instance-checks";
import type { Read } from "./live-identity";
import { attempt, readLiveIdentity } from "./live-identity";
import { roleChecks } from "./role-checks";
import { simulationCheck } from "./simulation-check";

/** Reads what AWS says of one instance and checks it against what is declared; nothing is changed. */
export async function verifyInstance(expectation: Expectation, reader: IdentityReader): Promise<readonly Check[]> {
  const live = await readLiveIdentity(expectation, reader);
  const verdicts = [...instanceChecks(expectation, live), ...roleChecks(expectation, live)];
  const all = [...withoutPassing(verdicts, expectation.notRead ?? []), ...(await simulationCheck(live, reader))];
  return all.map((found) => ({ subject: expectation.instanceId, ...found }));
}

/** Verifies each instance that an Auto Scaling group has now. */
export async function verifyGroup(
  { groupName, ...expectation }: GroupExpectation,
  reader: IdentityReader,
): Promise<readonly Check[]> {
  const id = "group-instances-listed";
  const ids = await attempt(() => reader.groupInstances(groupName));
  if (ids.kind === "notRead") {
    return [{ subject: groupName, ...notRead(id, ids.reason) }];
  }
  const checks: Check[] = [{ subject: groupName, ...verdict(id, true, `it has ${ids.value.length} instances`) }];
  for (const instanceId of ids.value) {
    checks.push(...(await verifyInstance({ ...expectation, instanceId }, reader)));
  }
  return checks;
}

/** Verifies one version of a launch template. */
export async function verifyTemplate(
  expectation: TemplateExpectation,
  reader: IdentityReader,
): Promise<readonly Check[]> {
  const { templateId, version } = expectation;
  const template = await attempt(() => reader.launchTemplate(templateId, version));
  const subject = `${templateId}/${version}`;
  return withoutPassing(templateChecks(expectation, template), expectation.notRead ?? []).map((found) => ({
    subject,
    ...found,
  }));
}

function templateChecks(
  expectation: TemplateExpectation,
  template: Read<TemplateIdentity | undefined>,
): readonly Verdict[] {
  const id = "template-exists";
  if (template.kind === "notRead") {
    return [notRead(id, template.reason)];
  }
  if (template.value === undefined) {
    return [verdict(id, false, "there is no such launch template, or no such version, in this account and region")];
  }
  return [
    verdict(id, true, `it is version ${template.value.version}`),
    profileCheck("template-names-profile", "it names", expectation.profile, template.value.profile),
    ...metadataChecks(expectation, template.value.metadata),
  ];
}

/** Nothing passes whose declaration could not be read; what differs or was not read in the account stays as it is. */
function withoutPassing(verdicts: readonly Verdict[], declarations: readonly NotReadDeclaration[]): readonly Verdict[] {
  const unread = declarations.map(({ check, reason }) => notRead(check, reason));
  const staying = verdicts.filter(
    ({ id, status }) => (status !== "passed" && status !== "skipped") || !unread.some((other) => other.id === id),
  );
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
