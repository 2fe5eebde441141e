import { findTrustedPrincipals, hasSymbol, type PolicyDocument, type TrustedPrincipals } from "../iam";
import { readDocument } from "./read-document";
import type { StackModel } from "./stack-model";
import type { StackResource } from "./stack-resource";

/** The services that may assume a role, by their principals. */
export type TrustedServices =
  | {
      readonly kind: "known";
      readonly services: readonly string[];
      /** Whether an identity provider may assume it too. */
      readonly isFederated: boolean;
    }
  /** Any, as the policy trusts everybody; or which ones is not known, with the reason. */
  | { readonly kind: "any" }
  | {
      readonly kind: "unknown";
      readonly reason: string;
      /** Whether the trust policy as a whole is not known or cannot be read. */
      readonly isUnread?: true;
    };

/** Tells the services that a role's trust policy lets assume it. Each policy is read once. */
export function trustedServices({ documents }: StackModel): (role: StackResource) => TrustedServices {
  const trusts = new Map(
    documents.filter(({ policyType }) => policyType === "trust").map((one) => [one.resource.urn, one]),
  );
  return ({ urn }) => {
    const trust = trusts.get(urn);
    const parsed = trust === undefined ? undefined : readDocument(trust);
    if (parsed?.kind !== "parsed")
      return { kind: "unknown", reason: "its trust policy is not known or cannot be read", isUnread: true };
    const found = known.get(parsed.document) ?? servicesOf(findTrustedPrincipals(parsed.document));
    known.set(parsed.document, found);
    return found;
  };
}

const known = new WeakMap<PolicyDocument, TrustedServices>();

function servicesOf({ trusted, reason }: TrustedPrincipals): TrustedServices {
  if (reason !== undefined) return { kind: "unknown", reason: reason.message };
  if (trusted.some(({ isEverybody }) => isEverybody)) return { kind: "any" };
  const services = trusted.filter(({ kind }) => kind === "service").map(({ principal }) => principal);
  if (services.some(hasSymbol)) {
    return { kind: "unknown", reason: "a service that its trust policy names is not known at preview" };
  }
  const isFederated = trusted.some(({ kind }) => kind === "federated");
  return { kind: "known", services: [...new Set(services)], isFederated };
}
