import type { Condition } from "../condition/condition";

/**
 * Where a policy document stands; it decides which elements are legal and what an absent one means.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
 */
export type PolicyType = "identity" | "resource" | "trust" | "permissionsBoundary" | "session" | "scp" | "rcp";

/** Version of the policy language. Absent in the JSON means `2008-10-17`, in which `${…}` is plain text. */
export type PolicyVersion = "2008-10-17" | "2012-10-17";

/**
 * A value that is not known yet, or not known here: the same id is the same string wherever it stands.
 */
export interface PolicySymbol {
  /** `urn#propertyPath` of the value. */
  readonly id: string;
  /** What a person calls it: `arn of bucket photos`. */
  readonly label: string;
  /**
   * A pattern (`*`, `?`) that every possible value matches; absent: any string. One of an ARN's six segments,
   * `arn:*:s3:::?*`, is matched by ARNs: no wildcard before the fifth colon takes a colon or slash in.
   */
  readonly pattern?: string;
}

/** The entries of a Principal or NotPrincipal element, by kind. `"*"` as a whole is `{ aws: ["*"] }`. */
export interface Principals {
  readonly aws: readonly string[];
  readonly service: readonly string[];
  readonly federated: readonly string[];
  readonly canonicalUser: readonly string[];
}

/**
 * One statement. Of each pair (actions and notActions, …) at most one is present in a valid document; a list that is
 * present is as written. Values keep their text: wildcards, `${…}` variables and symbols are read where they are matched.
 */
export interface Statement {
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly principals?: Principals;
  readonly notPrincipals?: Principals;
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  /**
   * ARNs beyond which the statement says nothing, whatever Resource and NotResource are: the resource that a resource-based policy
   * stands on, where its statements are read as a principal's. No element of AWS JSON, so parsing gives none.
   */
  readonly standsOn?: readonly string[];
  /** All must hold. An operator and key pair stands here once. */
  readonly conditions: readonly Condition[];
  /** JSON pointer to the statement: `/Statement/0`, or `/Statement` where the JSON holds a single one. */
  readonly pointer: string;
}

/** A parsed policy document: plain data, shapes unified (single values are lists), meaning untouched. */
export interface PolicyDocument {
  readonly version: PolicyVersion;
  readonly id?: string;
  readonly statements: readonly Statement[];
  /** `${ec2-identity:symbol:N}` in a value stands for `symbols[N]`; empty for documents that are known in full. */
  readonly symbols: readonly PolicySymbol[];
}

/** A document with the name by which results refer to it. */
export interface NamedPolicy {
  readonly id: string;
  readonly document: PolicyDocument;
}

/** Names one statement of one policy, for results that say which statement decided. */
export interface StatementReference {
  readonly policyId: string;
  readonly statementIndex: number;
  readonly sid?: string;
  readonly pointer: string;
}
