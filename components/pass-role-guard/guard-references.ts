import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { arnOf } from "../arn-of";
import { AutoScalingGroup } from "../auto-scaling-group";
import { given } from "../given";
import { InstanceProfile } from "../instance-profile";
import { InstanceRole } from "../instance-role";
import { LaunchTemplate } from "../launch-template";
import { resolveImmediately } from "../symbolic-inputs";
import type {
  AllowedGainArgs,
  GroupRightsArgs,
  LaunchRightsArgs,
  LaunchTemplateArgument,
  PassedRoleArgument,
  PassRoleGuardArgs,
  ProfileArgument,
} from "./guard-arguments";
import type { GuardHolder, PassRoleGuardInput, ProfileRole } from "./guard-schema-plan";

/** Returns the arguments with ARNs, ids and names where resources stood; what the guard does not know stays, to be refused. */
export function guardReferences(
  args: PassRoleGuardArgs,
): Omit<PassRoleGuardInput, "partition" | "accountId" | "ec2ServicePrincipal"> {
  const { roles = [], launch, association, groups, templates, allowGain } = args;
  return {
    roles: mapped(roles, roleArn),
    holders: holdersOf(args),
    profileRoles: [
      ...rolesInside("launch.profiles", launch?.profiles),
      ...rolesInside("association.profiles", association?.profiles),
    ],
    ...given({
      rolePrefix: args.rolePrefix,
      services: args.services,
      exclusive: args.exclusive,
      preventBypass: args.preventBypass,
      launch: launch && launchReferences(launch),
      association: association && { ...association, profiles: mapped(association.profiles, profileArn) },
      groups: groups && { ...groups, names: mapped(groups.names, groupName) },
      templates: templates && { ...templates, templates: mapped(templates.templates, templateId) },
      allowGain: allowGain && mapped(allowGain, gainReferences),
      policyName: args.policyName,
    }),
  };
}

/** Returns `passer` with a symbol where a resource or an output stands; what the guard does not know stays, to be refused. */
export function passerReferences(passer: PassRoleGuardArgs["passer"]): unknown {
  const documents: unknown = passer?.documents;
  if (passer === undefined || typeof documents !== "object" || documents === null) return passer;
  const document = (given: unknown) => (pulumi.CustomResource.isInstance(given) ? given.urn : given);
  const entries = Object.entries(documents).map(([name, given]) => [name, document(given)]);
  return resolveImmediately({
    ...passer,
    permissionsBoundary: document(passer.permissionsBoundary),
    documents: Object.fromEntries(entries) as object,
  });
}

/** Returns the name of a user, role or group; a resource of another kind stays as it is, to be refused. */
export function holderName(kind: GuardHolder["kind"], holder: unknown): pulumi.Input<string> {
  const type = { user: aws.iam.User, role: aws.iam.Role, group: aws.iam.Group }[kind];
  const isOfKind = type.isInstance(holder) || (kind === "role" && InstanceRole.isInstance(holder));
  return isOfKind ? holder.name : (holder as pulumi.Input<string>);
}

function holdersOf({ user, role, group }: PassRoleGuardArgs): readonly GuardHolder[] {
  return [
    ...(user === undefined
      ? []
      : [
          {
            kind: "user" as const,
            name: holderName("user", user),
            ...(aws.iam.User.isInstance(user) && { arn: arnOf(user) }),
          },
        ]),
    ...(role === undefined
      ? []
      : [{ kind: "role" as const, name: holderName("role", role), ...(isRole(role) && { arn: roleArn(role) }) }]),
    ...(group === undefined ? [] : [{ kind: "group" as const, name: holderName("group", group) }]),
  ];
}

function isRole(role: PassedRoleArgument): boolean {
  return InstanceRole.isInstance(role) || aws.iam.Role.isInstance(role);
}

function launchReferences(launch: LaunchRightsArgs) {
  return {
    ...launch,
    profiles: mapped(launch.profiles, profileArn),
    ...given({
      templates: launch.templates && mapped(launch.templates, templateId),
      subnets:
        launch.subnets && mapped(launch.subnets, (subnet) => (aws.ec2.Subnet.isInstance(subnet) ? subnet.id : subnet)),
    }),
  };
}

/** What a program in JavaScript gives instead of an object stays as it is, to be refused. */
function gainReferences(gain: AllowedGainArgs): unknown {
  const isObject = typeof gain === "object" && (gain as unknown) !== null;
  return isObject ? { ...gain, role: roleArn(gain.role) } : gain;
}

/** What a program in JavaScript gives instead of a list stays as it is, to be refused. */
function mapped<T, R>(list: readonly T[], map: (entry: T) => R): readonly R[] {
  return Array.isArray(list) ? list.map(map) : (list as readonly never[]);
}

function roleArn(role: PassedRoleArgument): pulumi.Input<string> {
  if (InstanceRole.isInstance(role)) {
    return role.arn;
  }
  return aws.iam.Role.isInstance(role) ? arnOf(role) : role;
}

function profileArn(profile: ProfileArgument): pulumi.Input<string> {
  if (InstanceProfile.isInstance(profile)) {
    return profile.arn;
  }
  return aws.iam.InstanceProfile.isInstance(profile) ? arnOf(profile) : profile;
}

/** The roles inside the profiles that are resources; of an ARN it is not known. */
function rolesInside(property: string, profiles: readonly ProfileArgument[] | undefined): readonly ProfileRole[] {
  return (Array.isArray(profiles) ? (profiles as readonly ProfileArgument[]) : []).flatMap((profile, index) => {
    const at = `${property}[${index}]`;
    if (InstanceProfile.isInstance(profile)) return [{ property: at, roleName: profile.roleName }];
    return aws.iam.InstanceProfile.isInstance(profile) ? [{ property: at, roleName: profile.role }] : [];
  });
}

function templateId(template: LaunchTemplateArgument): pulumi.Input<string> {
  return LaunchTemplate.isInstance(template) || aws.ec2.LaunchTemplate.isInstance(template) ? template.id : template;
}

function groupName(group: GroupRightsArgs["names"][number]): pulumi.Input<string> {
  return AutoScalingGroup.isInstance(group) || aws.autoscaling.Group.isInstance(group) ? group.name : group;
}
