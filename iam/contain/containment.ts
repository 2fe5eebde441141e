import type { ActionCatalogue } from "../data/action-catalogue";
import type { NamedPolicy, PolicyDocument, PolicyType, StatementReference } from "../document/policy-document";
import type { ApplicablePolicies, AuthorizationRequest, ContextValue } from "../evaluate/authorization-request";
import type { Limits } from "../limits";
import type { Reason } from "../reason";

/** What a principal may do under all policies that limit it; made by `effectivePermissions`. */
export interface EffectivePermissions {
  readonly kind: "effectivePermissions";
  readonly policies: ApplicablePolicies;
  readonly principal: string;
  /** Values of keys that hold for every request of the principal, such as its tags. */
  readonly context: Readonly<Record<string, ContextValue>>;
}

/** One side of a question. */
export type PermissionSource =
  PolicyDocument | readonly PolicyDocument[] | readonly NamedPolicy[] | EffectivePermissions;

export interface ContainmentOptions {
  /**
   * What the documents are; it decides what an absent Principal means and who may call.
   * @default told from the documents: `identity`, or `trust` and `resource` where every statement names principals
   */
  readonly policyType?: PolicyType;
  /** With it, only requests that AWS can receive count: an action together with its resource types. @default none */
  readonly catalogue?: ActionCatalogue;
  /** @default `DEFAULT_LIMITS` */
  readonly limits?: Limits;
}

/** A request with the values of symbols for which it shows the difference. */
export interface Witness {
  readonly request: AuthorizationRequest;
  /** By `PolicySymbol.id`; absent when no symbol is in the documents. */
  readonly symbols?: Readonly<Record<string, string>>;
}

/** Whether inner allows nothing that outer does not. */
export type Containment =
  | { readonly kind: "contained" }
  | {
      readonly kind: "notContained";
      /** Allowed by inner and not by outer; every key in it is needed. */
      readonly counterexample: AuthorizationRequest;
      readonly allowedBy: readonly StatementReference[];
      readonly notAllowedBecause: readonly StatementReference[] | "noStatementAllows";
      /** Values of the documents' symbols for which this is so, by `PolicySymbol.id`. */
      readonly symbols?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "unknown"; readonly reason: Reason };

/** Whether both allow the same. */
export type Equivalence =
  | { readonly kind: "equivalent" }
  | {
      readonly kind: "notEquivalent";
      readonly counterexample: AuthorizationRequest;
      readonly onlyIn: "first" | "second";
      readonly symbols?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "unknown"; readonly reason: Reason };

/** Whether no request is allowed by both. */
export type Disjointness =
  | { readonly kind: "disjoint" }
  | {
      readonly kind: "overlapping";
      readonly request: AuthorizationRequest;
      readonly symbols?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "unknown"; readonly reason: Reason };
