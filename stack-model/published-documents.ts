import type { PolicySymbol, PublishedDocument } from "../iam";
import { isPlainList, isPlainObject, unknownPaths, type PlainValue } from "../ec2/plain-value";
import type { StackResource } from "./stack-resource";

/** Type tokens of this package's components begin so. */
const COMPONENT_TYPE_PREFIX = "ec2-identity:index:";
const FORMAT_VERSION = 1;

/** Whether a resource of that type is a component of this package. */
export function isComponentType(type: string): boolean {
  return type.startsWith(COMPONENT_TYPE_PREFIX);
}

/** A document that a component of this package says one of its children holds. */
export type Publication =
  | { readonly kind: "readable"; readonly component: StackResource; readonly document: PublishedDocument }
  /** Not usable, with the reason. */
  | { readonly kind: "unreadable"; readonly component: StackResource; readonly reason: string };

/** The published documents of a stack, by the property that they are about. */
export type Publications = ReadonlyMap<string, readonly Publication[]>;

/** The key of a subject in `Publications`. */
export function subjectKey(urn: string, property: string): string {
  return `${urn}#${property}`;
}

/**
 * Collects what the components of this package publish about their own children. A publication by a resource of
 * another type, or about a resource that is not below the component, is left out: it proves nothing.
 */
export function collectPublications(resources: ReadonlyMap<string, StackResource>): Publications {
  const result = new Map<string, Publication[]>();
  for (const component of resources.values()) {
    if (!isComponentType(component.type)) continue;
    const documents = component.properties["documents"];
    if (!isPlainList(documents)) continue;
    for (const value of documents) {
      const subject = subjectOf(value);
      if (subject === undefined || !isBelow(subject.urn, component.urn, resources)) continue;
      const key = subjectKey(subject.urn, subject.property);
      result.set(key, [...(result.get(key) ?? []), readPublication(component, subject, value)]);
    }
  }
  return result;
}

function subjectOf(value: PlainValue): PublishedDocument["subject"] | undefined {
  const subject = isPlainObject(value) ? value["subject"] : undefined;
  if (!isPlainObject(subject)) return undefined;
  const { urn, property } = subject;
  return typeof urn === "string" && typeof property === "string" ? { urn, property } : undefined;
}

function readPublication(
  component: StackResource,
  subject: PublishedDocument["subject"],
  value: PlainValue,
): Publication {
  const unreadable = (reason: string): Publication => ({ kind: "unreadable", component, reason });
  if (!isPlainObject(value)) return unreadable("is no object");
  const { formatVersion, policyType, document, symbols } = value;
  if (typeof formatVersion === "number" && formatVersion > FORMAT_VERSION) {
    return unreadable(
      `has format version ${formatVersion}, and this policy pack reads version ${FORMAT_VERSION}: update the pack`,
    );
  }
  if (formatVersion !== FORMAT_VERSION) return unreadable("has no format version that this policy pack reads");
  if (policyType !== "identity" && policyType !== "trust") return unreadable("has a policy type that does not fit");
  if (!isPlainObject(document) || unknownPaths(document, "").length > 0) return unreadable("is not known in full");
  const read = readSymbols(symbols);
  if (read === undefined) return unreadable("has symbols that this policy pack cannot read");
  return {
    kind: "readable",
    component,
    document: { formatVersion: FORMAT_VERSION, policyType, subject, document, symbols: read },
  };
}

/** The symbols that a component publishes; undefined where they cannot be read. */
export function readSymbols(value: PlainValue | undefined): readonly PolicySymbol[] | undefined {
  if (!isPlainList(value)) return undefined;
  const symbols: PolicySymbol[] = [];
  for (const entry of value) {
    if (!isPlainObject(entry)) return undefined;
    const { id, label, pattern } = entry;
    if (typeof id !== "string" || typeof label !== "string") return undefined;
    if (pattern !== undefined && pattern !== null && typeof pattern !== "string") return undefined;
    symbols.push({ id, label, ...(typeof pattern === "string" ? { pattern } : {}) });
  }
  return symbols;
}

/** Whether `ancestor` is reached from `urn` by parents; a cycle of parents ends the walk. */
function isBelow(urn: string, ancestor: string, resources: ReadonlyMap<string, StackResource>): boolean {
  const seen = new Set<string>();
  let current = resources.get(urn)?.parent;
  while (current !== undefined && !seen.has(current)) {
    if (current === ancestor) return true;
    seen.add(current);
    current = resources.get(current)?.parent;
  }
  return false;
}
