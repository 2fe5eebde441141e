import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { BroadAccessArgs } from "./broad-access-plan";
import type { ArgumentNames } from "./known-arguments";
import type { ManagedPoliciesArg } from "./managed-policies";

/** What every component that makes a role takes of the role itself, whoever may assume it. */
export interface RoleSettings {
  /** Name of the role, at most 64 characters. @default the component's name with a random suffix */
  readonly name?: pulumi.Input<string>;
  /** @default "/" */
  readonly path?: pulumi.Input<string>;
  readonly description?: pulumi.Input<string>;
  /** Longest session in seconds, 3600 to 43200. @default 3600 */
  readonly maxSessionDuration?: pulumi.Input<number>;
  /** A managed policy, or its ARN, that limits what the role may do. */
  readonly permissionsBoundary?: pulumi.Input<string> | aws.iam.Policy;
  /**
   * Managed policies to attach. As a list: ARNs or names of AWS managed policies (`CloudWatchAgentServerPolicy`). What
   * is made in the same program stands in a record, whose keys name the attachments, so that the order never matters.
   */
  readonly managedPolicies?: ManagedPoliciesArg;
  /**
   * Whether the role has these policies and no others: what is attached in another way is removed by the next
   * `pulumi up --refresh`. A plain `up` does not see it; `options.refresh: always` in Pulumi.yaml makes every one look. A
   * `destroy` removes it with the role.
   * @default true
   */
  readonly exclusive?: boolean;
  /** Accepts documents that give administrator access, or let their holder pass every role. @default they are refused */
  readonly allowBroadAccess?: BroadAccessArgs;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The names of these arguments. */
export const ROLE_SETTINGS: ArgumentNames<RoleSettings> = {
  name: true,
  path: true,
  description: true,
  maxSessionDuration: true,
  permissionsBoundary: true,
  managedPolicies: true,
  exclusive: true,
  tags: true,
  allowBroadAccess: true,
};
