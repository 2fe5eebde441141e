import type { NamedPolicy } from "../document/policy-document";

/** A value of the request context; a list is a multi-valued key. An absent key is not in the request. */
export type ContextValue = string | number | boolean | readonly string[];

/**
 * One call as AWS authorises it: who does what on which resource, with which context.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html
 */
export interface AuthorizationRequest {
  /**
   * ARN of a user, role, role session, account root or identity provider; a service principal; a web identity
   * provider's name (`graph.facebook.com`); a canonical user id; `*` for an anonymous caller.
   */
  readonly principal: string;
  /** `s3:GetObject` */
  readonly action: string;
  /** One ARN, or `*` for actions that have no resource types. */
  readonly resource: string;
  /** The account that owns the resource, when its ARN does not say. */
  readonly resourceAccount?: string;
  /** The principal's account is the organisation's management account: no SCPs, nor RCPs on its resources. @default false */
  readonly managementAccount?: boolean;
  readonly context: Readonly<Record<string, ContextValue>>;
}

/**
 * The policies that apply to a request, by kind. A kind that is absent takes no part: `{ resource }` alone gives the
 * resource policy's own verdict, across accounts too. `identity: []` is a principal that has no policies.
 */
export interface ApplicablePolicies {
  readonly identity?: readonly NamedPolicy[];
  readonly permissionsBoundary?: NamedPolicy;
  /** `[]` is a session without session policies: nothing limits a role session, a federated user session has nothing. */
  readonly session?: readonly NamedPolicy[];
  readonly resource?: NamedPolicy;
  /**
   * Trust and KMS key policies must allow themselves; of the others either side is enough inside one account.
   * @default what the policy of the request's resource can only be: trust of a role, kmsKey of a KMS key, other of the rest
   */
  readonly resourcePolicyKind?: "trust" | "kmsKey" | "other";
  /** One list a level of the organisation, root first: every level must allow. */
  readonly scps?: readonly (readonly NamedPolicy[])[];
  readonly rcps?: readonly (readonly NamedPolicy[])[];
}
