import type { AccessSubject, NamedPolicy, PolicyDocument } from "../iam";
import { readDocument } from "./read-document";
import type { StackDocument } from "./stack-document";
import type { StackPrincipal } from "./stack-principals";
import { labelOf } from "./stack-resource";

/** What a principal may do as far as it is known, and what of it is not known. */
export interface PrincipalSubject extends AccessSubject {
  /** What is missing: unknown policies, an unknown boundary; empty where all is known. */
  readonly gaps: readonly string[];
  /** Of the gaps the boundary's: what is granted may be taken away by it. */
  readonly boundaryGap?: string;
}

/** The id by which results name a document of a principal: the resource's label and the property. */
export function policyIdOf({ resource, property }: StackDocument): string {
  return `\`${property}\` of ${labelOf(resource)}`;
}

/** The policies of a principal, parsed; documents that are unknown or cannot be read are gaps. */
export function subjectOfPrincipal({ documents, boundary }: StackPrincipal): PrincipalSubject {
  const identity: NamedPolicy[] = [];
  const gaps: string[] = [];
  for (const document of documents) {
    const parsed = parsedOf(document);
    const id = policyIdOf(document);
    if (parsed === undefined) gaps.push(`${id} is not known at preview or cannot be read`);
    else identity.push({ id, document: parsed });
  }
  if (boundary === undefined) return { identity, gaps };
  const parsed = "reason" in boundary ? undefined : parsedOf(boundary);
  if (parsed !== undefined && !("reason" in boundary)) {
    return { identity, gaps, permissionsBoundary: { id: policyIdOf(boundary), document: parsed } };
  }
  const boundaryGap = "reason" in boundary ? boundary.reason : `${policyIdOf(boundary)} is not known at preview`;
  return { identity, gaps: [...gaps, boundaryGap], boundaryGap };
}

/** Of the subject only what bears on one document: its statements, the Deny statements of the others, the boundary. */
export function withGrantsOf(subject: PrincipalSubject, document: StackDocument): PrincipalSubject {
  const kept = policyIdOf(document);
  const identity = subject.identity.map(({ id, document: policy }) => ({
    id,
    document: id === kept ? policy : withoutAllow(policy),
  }));
  return { ...subject, identity };
}

function withoutAllow(document: PolicyDocument): PolicyDocument {
  return { ...document, statements: document.statements.filter(({ effect }) => effect === "Deny") };
}

function parsedOf(document: StackDocument): PolicyDocument | undefined {
  const parsed = readDocument(document);
  return parsed?.kind === "parsed" ? parsed.document : undefined;
}
