import type { AccessLevel } from "../iam";
import type { StackResource } from "./stack-resource";

/** Actions of one service at one access level. */
export interface ServiceActions {
  /** Prefix of the actions: `s3`. */
  readonly service: string;
  /** Names without the prefix, sorted; never empty. */
  readonly actions: readonly string[];
  /** Whether these are all that the service has at this level. */
  readonly isEvery: boolean;
}

/** A role of a stack, for people: what it may do, who may pass it, where it runs. */
export interface RoleOverview {
  readonly resource: Pick<StackResource, "urn" | "type" | "name">;
  /** Whether the operation creates the role: its ARN is not known yet. */
  readonly isNew: boolean;
  /** What it may do at most, by access level; levels at which it may do nothing are left out. */
  readonly access: readonly { readonly level: AccessLevel; readonly services: readonly ServiceActions[] }[];
  /** Who may pass it, as far as the stack's own principals are concerned, as labels of resources. */
  readonly passers: readonly string[];
  /** Where its profiles and templates put it, as labels of resources. */
  readonly places: readonly string[];
  /** What of all this is not known, each in a sentence. */
  readonly gaps: readonly string[];
}
