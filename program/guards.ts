import * as aws from "@pulumi/aws";

import {
  type AutoScalingGroup,
  type InstanceProfile,
  type InstanceRole,
  type LaunchTemplate,
  PassRoleGuard,
  type PassRoleGuardArgs,
} from "../components";
import { given } from "../components/given";
import type { Configuration } from "./configuration";
import { type ByName, existing } from "./things-by-name";

/** An Auto Scaling group with the template that is its own. */
export interface GroupWithTemplate {
  readonly group: AutoScalingGroup;
  readonly launchTemplate: LaunchTemplate;
}

/** The profile of an instance or group: that of its role, or one that exists, by its name or ARN. */
export type ProfileFor = (of: { readonly role?: string; readonly profile?: string }) => InstanceProfile | string;

/** What guards refer to. */
export interface GuardedThings {
  readonly roles: ByName<InstanceRole>;
  readonly groups: ByName<GroupWithTemplate>;
  readonly profileOf: (role: string) => InstanceProfile;
  readonly profileFor: ProfileFor;
}

type GuardConfiguration = Configuration["guards"][string];

/** Builds the guards, and the users and groups that hold them: one of each name, however many guards it holds. */
export function buildGuards(configuration: Configuration, things: GuardedThings): void {
  const users = new Map<string, aws.iam.User>();
  const groups = new Map<string, aws.iam.Group>();
  for (const [name, guard] of Object.entries(configuration.guards)) {
    const { user, group, role } = guard;
    if (user !== undefined && !users.has(user)) users.set(user, new aws.iam.User(user));
    if (group !== undefined && !groups.has(group)) groups.set(group, new aws.iam.Group(group));
    new PassRoleGuard(name, {
      ...given({
        user: user === undefined ? undefined : users.get(user),
        group: group === undefined ? undefined : groups.get(group),
        role: role === undefined ? undefined : existing(things.roles, role),
        rolePrefix: guard.rolePrefix && given(guard.rolePrefix),
        services: guard.services,
        exclusive: guard.exclusive,
        preventBypass: guard.preventBypass,
        policyName: guard.policyName,
      }),
      ...rightsOf(guard, configuration, things),
      roles: (guard.roles ?? []).map((one) => existing(things.roles, one)),
      allowGain: Object.entries(guard.allowGain ?? {}).map(([one, reason]) => ({
        role: existing(things.roles, one),
        reason,
      })),
    });
  }
}

function rightsOf(
  { launch, association, groups, templates }: GuardConfiguration,
  configuration: Configuration,
  things: GuardedThings,
): Pick<PassRoleGuardArgs, "launch" | "association" | "groups" | "templates"> {
  const templatesOf = (names: readonly string[]) => names.map((name) => existing(things.groups, name).launchTemplate);
  return given({
    launch: launch && launchRights(launch, configuration, things),
    association: association && {
      profiles: association.roles.map(things.profileOf),
      ...given({ instanceTags: association.instanceTags }),
    },
    groups: groups && { ...groups, names: groups.names.map((name) => existing(things.groups, name).group) },
    templates: templates && { templates: templatesOf(templates.groups) },
  });
}

function launchRights(
  launch: NonNullable<GuardConfiguration["launch"]>,
  { instances, groups }: Configuration,
  things: GuardedThings,
): PassRoleGuardArgs["launch"] & {} {
  const launched = [
    ...(launch.instances ?? []).map((name) => instances[name]),
    ...(launch.groups ?? []).map((name) => groups[name]),
  ].filter((one) => one !== undefined);
  return {
    profiles: [...new Set(launched.map(({ role, profile }) => things.profileFor(given({ role, profile }))))],
    ...given({
      templates: launch.groups?.map((name) => existing(things.groups, name).launchTemplate),
      subnets: launch.subnetIds,
      images: launch.images,
      maximumHopLimit: launch.maximumHopLimit,
    }),
  };
}
