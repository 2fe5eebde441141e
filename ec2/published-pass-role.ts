import type { AcceptedGain, PolicySymbol } from "../iam";

/** Who passes roles: the holder of a PassRoleGuard. */
export interface PublishedPasser {
  readonly kind: "user" | "role" | "group";
  /** Its name, or `${ec2-identity:symbol:N}` where that is not known yet. */
  readonly name: string;
}

/** What a PassRoleGuard has decided by itself of one role. */
export interface DecidedRole {
  /** The ARN of the role, as it stands in `roles`. */
  readonly role: string;
  /** `gainAccepted`: the role may do more, and `allowGain` says why that is right. */
  readonly verdict: "contained" | "gainAccepted" | "unknown";
}

/**
 * What the output (and input) `passRole` of a PassRoleGuard says: who may pass which roles to which services. Whoever
 * decides over the whole stack whether a passed role lies within its passer reads it; strings hold
 * `${ec2-identity:symbol:N}` for `symbols[N]`, as in a PublishedDocument.
 */
export interface PublishedPassRole {
  readonly formatVersion: 1;
  /** Absent where the guard is a document for use elsewhere: nobody in the stack holds it. */
  readonly passer?: PublishedPasser;
  /** ARNs of roles, or wildcard patterns of ARNs: `*` stands for the rest of a name prefix. */
  readonly roles: readonly string[];
  /** Service principals that the roles may be passed to. */
  readonly services: readonly string[];
  /** The passer can pass nothing else, whatever else it has. */
  readonly exclusive: boolean;
  /** Gains that are right, each of a role that stands in `roles` or that a pattern there covers. */
  readonly allowGain: readonly AcceptedGain[];
  /** Roles whose gains the guard has judged at construction: they need no second judgement unless `unknown`. */
  readonly decided: readonly DecidedRole[];
  readonly symbols: readonly PolicySymbol[];
}
