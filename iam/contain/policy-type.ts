import type { PolicyDocument, PolicyType, Statement } from "../document/policy-document";
import type { Reason } from "../reason";
import type { PermissionSource } from "./containment";
import { isEffective, namedPolicies } from "./side";

/** What the documents of a question are, or why that cannot be told from them. */
export type AskedPolicyType =
  { readonly kind: "known"; readonly policyType: PolicyType } | { readonly kind: "mixed"; readonly reason: Reason };

/**
 * The type of documents of which nobody said it: without principals `identity`, with principals in all statements `trust`
 * if no statement has resources and `resource` otherwise. Documents with principals beside documents without are a question
 * about two kinds, since a statement without a principal means its holder in the one and nobody in the other.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
 */
export function policyTypeOf(sources: readonly PermissionSource[]): AskedPolicyType {
  const statements = sources.flatMap(documentsOf).flatMap((document) => document.statements);
  const named = statements.filter(namesPrincipals);
  if (named.length === 0) return { kind: "known", policyType: "identity" };
  if (named.length < statements.length) {
    const message =
      "some statements name principals and others do not; say with policyType what the documents are, such as `resource`";
    return { kind: "mixed", reason: { code: "mixed-policy-types", message } };
  }
  return { kind: "known", policyType: named.some(namesResources) ? "resource" : "trust" };
}

function documentsOf(source: PermissionSource): readonly PolicyDocument[] {
  return isEffective(source) ? [] : namedPolicies(source).map(({ document }) => document);
}

function namesPrincipals({ principals, notPrincipals }: Statement): boolean {
  return principals !== undefined || notPrincipals !== undefined;
}

function namesResources({ resources, notResources }: Statement): boolean {
  return resources !== undefined || notResources !== undefined;
}
