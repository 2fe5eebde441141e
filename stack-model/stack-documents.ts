import { UNKNOWN, isPlainList, isPlainObject, unknownPaths, type PlainValue } from "../ec2/plain-value";
import { attachmentsOf } from "./attachments";
import { DOCUMENT_PROPERTIES } from "./document-properties";
import type { DocumentProperty } from "./document-property";
import { collectPublications, subjectKey, type Publication, type Publications } from "./published-documents";
import { matchPublication } from "./publication-match";
import type { DocumentState, PublicationDispute, StackDocument } from "./stack-document";
import type { StackIndex } from "./stack-index";
import type { StackResource } from "./stack-resource";
import { symbolise } from "./symbolise";

/**
 * The identity-based and trust policies of a stack, each with what is known of it. A property that is neither set nor
 * required gives none; one that is unknown and was not set by the program gives none either, where the inputs tell.
 */
export function collectStackDocuments(index: StackIndex): readonly StackDocument[] {
  const publications = collectPublications(index.byUrn);
  return index.resources.flatMap((resource) => [
    ...(DOCUMENT_PROPERTIES[resource.type] ?? []).flatMap((place) => documentsAt(resource, place, publications)),
    ...attachmentsOf(resource, index).documents,
  ]);
}

function documentsAt(
  resource: StackResource,
  place: DocumentProperty,
  publications: Publications,
): readonly StackDocument[] {
  const value = valueOf(resource, place);
  const document = (property: string, found: PlainValue): StackDocument => {
    const published = publications.get(subjectKey(resource.urn, property)) ?? [];
    const dispute = disputeOf(found, published);
    return {
      resource,
      property,
      policyType: place.policyType,
      state: stateOf(resource, property, place, found, dispute === undefined ? published : []),
      ...(dispute === undefined ? {} : { dispute }),
    };
  };
  if (value === undefined || value === null) return [];
  if (place.entryProperty === undefined) return [document(place.property, value)];
  if (value === UNKNOWN) return [document(place.property, UNKNOWN)];
  if (!isPlainList(value)) return [document(place.property, value)];
  const { entryProperty } = place;
  return value.flatMap((entry, index) => {
    const property = `${place.property}[${index}].${entryProperty}`;
    if (entry === UNKNOWN) return [document(property, UNKNOWN)];
    if (!isPlainObject(entry)) return [document(`${place.property}[${index}]`, entry)];
    const found = entry[entryProperty];
    return found === undefined || found === null ? [] : [document(property, found)];
  });
}

/**
 * The property's value: the output, else the input. Unknown where it may be set and neither tells. An output object
 * without any key is that of a provider that is not configured yet, and says nothing.
 */
function valueOf(resource: StackResource, place: DocumentProperty): PlainValue | undefined {
  const { properties, inputs, propertyDependencies } = resource;
  const output = properties[place.property];
  if (output !== undefined && output !== UNKNOWN) return output;
  if (inputs !== undefined) {
    const input = inputs[place.property];
    return input === undefined && place.required ? UNKNOWN : input;
  }
  const saysNothing = Object.keys(properties).length === 0;
  if (place.required || place.property in propertyDependencies || output === UNKNOWN || saysNothing) return UNKNOWN;
  return undefined;
}

/** The first published document that the known part of the value contradicts; else one that could not be compared. */
function disputeOf(value: PlainValue, published: readonly Publication[]): PublicationDispute | undefined {
  let undecided: PublicationDispute | undefined;
  for (const publication of published) {
    if (publication.kind === "unreadable") continue;
    const { component, document } = publication;
    const match = matchPublication(value, document);
    if (match.kind === "contradicts") return { component };
    if (match.kind === "undecided") undecided ??= { component, undecided: match.reason };
  }
  return undecided;
}

function stateOf(
  resource: StackResource,
  property: string,
  place: DocumentProperty,
  value: PlainValue,
  published: readonly Publication[],
): DocumentState {
  const missing = unknownPaths(value, property);
  if (missing.length === 0) return { kind: "known", value };
  const unknown = (note?: string): DocumentState => ({
    kind: "unknown",
    paths: missing,
    dependsOn: resource.propertyDependencies[place.property] ?? [],
    ...(note === undefined ? {} : { note }),
  });
  for (const publication of published) {
    const { component } = publication;
    if (publication.kind === "unreadable") {
      return unknown(`the document that ${component.name} publishes for it ${publication.reason}`);
    }
    if (publication.document.policyType !== place.policyType) {
      return unknown(
        `the document that ${component.name} publishes for it is of type ${publication.document.policyType}`,
      );
    }
  }
  const [first, ...others] = published;
  if (first?.kind === "readable") {
    const text = JSON.stringify(first.document);
    if (others.some((other) => other.kind !== "readable" || JSON.stringify(other.document) !== text)) {
      return unknown(`${first.component.name} and another component publish different documents for it`);
    }
    return { kind: "symbolic", document: first.document, component: first.component };
  }
  const own = isPlainObject(value) ? symbolise(value, place.policyType, { urn: resource.urn, property }) : undefined;
  return own === undefined ? unknown() : { kind: "symbolic", document: own };
}
