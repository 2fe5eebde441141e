import * as pulumi from "@pulumi/pulumi";

import { given } from "./given";
import { InstanceProfile } from "./instance-profile";
import { InstanceRole } from "./instance-role";
import { PROFILE_EXPECTED } from "./launch-plan";
import { describe, type Problem } from "./plan";

/** Whose permissions an instance gets: exactly one of the two is given. */
export interface LaunchIdentity {
  /** The role of the instance; an instance profile is made for it. */
  readonly role?: InstanceRole;
  /** The instance profile: the component, or the name or ARN of one that exists. */
  readonly profile?: InstanceProfile | pulumi.Input<string>;
}

/** What is wrong with `role` and `profile`, but for the form of a name or ARN. */
export function identityProblems(args: LaunchIdentity): readonly Problem[] {
  const { role, profile } = args as { readonly role?: unknown; readonly profile?: unknown };
  return [...otherThanOne(role, profile), ...noRole(role), ...noProfile(profile)];
}

function otherThanOne(role: unknown, profile: unknown): readonly Problem[] {
  if ((role === undefined) !== (profile === undefined)) return [];
  const got = role === undefined ? "neither `role` nor `profile`" : "both `role` and `profile`";
  return [{ property: "role, profile", message: `got ${got}, expected exactly one` }];
}

function noRole(role: unknown): readonly Problem[] {
  if (role === undefined || InstanceRole.isInstance(role)) return [];
  const expected = "an InstanceRole; for any other role: `profile: new InstanceProfile(name, { role })`";
  return [{ property: "role", message: `got ${describe(role)}, expected ${expected}` }];
}

function noProfile(profile: unknown): readonly Problem[] {
  if (!pulumi.Resource.isInstance(profile) || InstanceProfile.isInstance(profile)) return [];
  const expected = `an InstanceProfile, or of another instance profile the \`name\`: ${PROFILE_EXPECTED}`;
  return [{ property: "profile", message: `got ${describe(profile)}, expected ${expected}` }];
}

/** What the plans check: the arguments, with the name or ARN of the profile where the component stood. */
export function launchInput<A extends LaunchIdentity & { readonly containers?: boolean }>(args: A) {
  const { profile } = args;
  const name = InstanceProfile.isInstance(profile) ? profile.name : profile;
  return {
    ...given({ ...args, role: undefined, profile: pulumi.Resource.isInstance(name) ? undefined : name }),
    containers: args.containers ?? false,
  };
}

/** The profile component that the launch uses, made here where a role was given; undefined for one that exists elsewhere. */
export function launchProfile(
  name: string,
  { role, profile }: LaunchIdentity,
  parent: pulumi.Resource,
): InstanceProfile | undefined {
  if (role !== undefined) return new InstanceProfile(name, { role }, { parent });
  return InstanceProfile.isInstance(profile) ? profile : undefined;
}

/** Name or ARN of the profile to launch with, unusable until the arguments are checked. */
export function checkedProfile(
  own: InstanceProfile | undefined,
  checked: { readonly profile?: pulumi.Output<unknown>; readonly containers: pulumi.Output<unknown> },
): pulumi.Output<string> {
  return pulumi.all([own?.name ?? checked.profile, checked.containers]).apply(([nameOrArn]) => nameOrArn as string);
}
