import { isPlainList, isPlainObject } from "../ec2/plain-value";
import { type AcceptedGain, judgePassing, symbolsIn } from "../iam";
import { ROLE_TYPE } from "./document-properties";
import { principalArnPattern } from "./effective-principal";
import { guardOf } from "./guard-policies";
import { policyIdOf } from "./principal-subject";
import { readSymbols } from "./published-documents";
import { readDocument } from "./read-document";
import type { StackDocument } from "./stack-document";
import type { StackIndex } from "./stack-index";
import type { StackModel } from "./stack-model";
import type { StackPrincipal } from "./stack-principals";
import { labelOf, type StackResource } from "./stack-resource";

const FORMAT_VERSION = 1;

/** What the guards of a passer say of the gains by one role. */
export interface Acceptance {
  /** Of the role, by `principalArnPattern`. */
  readonly accepted: readonly AcceptedGain[];
  /** Why what a guard publishes of the role is not counted. */
  readonly notCounted: readonly string[];
  /** Why it is not known what a guard accepts. */
  readonly gaps: readonly string[];
}

/**
 * The gains by passing `role` that guards accept, of those guards alone whose policy `passer` holds as it is published, and
 * only where that policy lets the role be passed. Whatever else a guard publishes about roles and passers is not read.
 */
export function acceptanceOf(passer: StackPrincipal, role: StackResource, { index }: StackModel): Acceptance {
  const held = new Map<StackResource, StackDocument[]>();
  for (const document of passer.documents) {
    const guard = guardOf(document, index);
    if (guard !== undefined) held.set(guard, [...(held.get(guard) ?? []), document]);
  }
  const found = [...held].map(([guard, documents]) => acceptanceBy(guard, documents, role, index));
  return {
    accepted: found.flatMap(({ accepted = [] }) => accepted),
    notCounted: found.flatMap(({ notCounted = [] }) => notCounted),
    gaps: found.flatMap(({ gaps = [] }) => gaps),
  };
}

function acceptanceBy(
  guard: StackResource,
  documents: readonly StackDocument[],
  role: StackResource,
  index: StackIndex,
): Partial<Acceptance> {
  const label = labelOf(guard);
  const published = readAllowGain(guard, index);
  if (typeof published === "string") return { gaps: [`what ${label} accepts is not known: ${published}`] };
  const reasons = published.flatMap((gain) => (gain.role?.urn === role.urn ? [gain.reason] : []));
  if (reasons.length === 0) return {};
  const pattern = principalArnPattern(role);
  const identity = documents.flatMap((document) => {
    const parsed = readDocument(document);
    return parsed?.kind === "parsed" ? [{ id: policyIdOf(document), document: parsed.document }] : [];
  });
  return judgePassing({ identity }, pattern, ["*"]).kind === "notGranted"
    ? { notCounted: [`${label} accepts gains by a role that it does not let be passed`] }
    : { accepted: reasons.map((reason) => ({ role: pattern, reason })) };
}

/** What `allowGain` of the guard says, with the roles of the stack, or why that cannot be read. */
function readAllowGain(
  { properties: { passRole } }: StackResource,
  index: StackIndex,
): readonly { readonly role: StackResource | undefined; readonly reason: string }[] | string {
  if (!isPlainObject(passRole)) return "`passRole` is not known at preview";
  const { formatVersion, allowGain } = passRole;
  if (typeof formatVersion === "number" && formatVersion > FORMAT_VERSION) {
    return `\`passRole\` has format version ${formatVersion}, and this policy pack reads version ${FORMAT_VERSION}: update the pack`;
  }
  const symbols = readSymbols(passRole["symbols"]);
  if (formatVersion !== FORMAT_VERSION || symbols === undefined || !isPlainList(allowGain)) {
    return "`passRole` cannot be read";
  }
  const read = allowGain.map((gain) => {
    const { role, reason } = isPlainObject(gain) ? gain : {};
    if (typeof role !== "string" || typeof reason !== "string" || reason.trim() === "") return undefined;
    const [symbol] = symbolsIn(role);
    const resource = symbol === undefined ? index.withArn(ROLE_TYPE, role) : ofSymbol(symbols[symbol]?.id, index);
    return { role: resource, reason };
  });
  return read.every((gain) => gain !== undefined) ? read : "`passRole.allowGain` is no list of roles and reasons";
}

/** The role whose ARN a symbol stands for: its id is the URN and the property. */
function ofSymbol(id: string | undefined, index: StackIndex): StackResource | undefined {
  const [urn = "", property] = id?.split("#") ?? [];
  const resource = index.byUrn.get(urn);
  return property === "arn" && resource?.type === ROLE_TYPE ? resource : undefined;
}
