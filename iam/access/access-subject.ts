import type { NamedPolicy, PolicyDocument, PolicySymbol, Statement } from "../document/policy-document";

/** Policies that are judged together: identity-based ones of one principal and what bounds it, or one trust policy. */
export interface AccessSubject {
  readonly identity: readonly NamedPolicy[];
  readonly permissionsBoundary?: NamedPolicy;
}

/** One document as a subject; references to its statements have the policy id `document`. */
export function subjectOf(source: PolicyDocument | AccessSubject): AccessSubject {
  return "identity" in source ? source : { identity: [{ id: "document", document: source }] };
}

/** The identity-based policies and the boundary. */
export function policiesOf({ identity, permissionsBoundary }: AccessSubject): readonly NamedPolicy[] {
  return permissionsBoundary === undefined ? identity : [...identity, permissionsBoundary];
}

/** All statements of the subject. */
export function statementsOf(subject: AccessSubject): readonly Statement[] {
  return policiesOf(subject).flatMap(({ document }) => document.statements);
}

/** The symbols of all documents; their placeholders count for each document apart. */
export function symbolsOf(subject: AccessSubject): readonly PolicySymbol[] {
  return policiesOf(subject).flatMap(({ document }) => document.symbols);
}

/** The subject with each document replaced. */
export function mapDocuments(
  { identity, permissionsBoundary }: AccessSubject,
  map: (document: PolicyDocument, policyId: string) => PolicyDocument,
): AccessSubject {
  const mapped = ({ id, document }: NamedPolicy): NamedPolicy => ({ id, document: map(document, id) });
  return {
    identity: identity.map(mapped),
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary: mapped(permissionsBoundary) }),
  };
}
