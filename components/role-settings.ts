import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { BroadAccessArgs } from "./broad-access-plan";

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
  /** Accepts documents that give administrator access, or let their holder pass every role. @default they are refused */
  readonly allowBroadAccess?: BroadAccessArgs;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
