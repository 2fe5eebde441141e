import type { PolicyType } from "../document/policy-document";
import { NOT_LIMITED_BY_RCPS, SERVICE_LINKED_PATH } from "../evaluate/organization-policies";
import { RCP_SERVICES } from "../evaluate/rcp-services";
import { ANY_TEXT } from "../pattern/pattern-token";
import { SequencePattern } from "../pattern/sequence-pattern";
import { written } from "./embedding";
import type { StatementEnvironment } from "./statement-env";
import { textSet, type Literal } from "./value-set";

const SERVICE_LINKED_ROLES = textSet([written(`*${SERVICE_LINKED_PATH}*`)]);
const OTHER_ACTIONS = textSet([written(NOT_LIMITED_BY_RCPS)]);
const ACTIONS_UNDER_RCPS = textSet([...RCP_SERVICES].map((service) => new SequencePattern([`${service}:`, ANY_TEXT])));

/**
 * What is so of each request that policies of this type limit: RCPs limit some services, and neither they nor SCPs limit
 * service-linked roles. Other requests are as they are whatever the policies say, and show no difference.
 */
export function limitedRequests(policyType: PolicyType, { atoms, caller }: StatementEnvironment): readonly Literal[] {
  if (policyType !== "scp" && policyType !== "rcp") return [];
  const role: Literal = { atom: atoms.text("principal", SERVICE_LINKED_ROLES), holds: false };
  const ofCaller = caller.kind === "roleSession" ? [role] : [];
  if (policyType === "scp") return ofCaller;
  return [
    ...ofCaller,
    { atom: atoms.text("action", ACTIONS_UNDER_RCPS), holds: true },
    { atom: atoms.text("action", OTHER_ACTIONS), holds: false },
    { atom: atoms.text("resource", SERVICE_LINKED_ROLES), holds: false },
  ];
}
