import { UNKNOWN } from "../ec2/plain-value";
import { LAUNCH_TEMPLATE_TYPE, templateFinder } from "./launch-templates";
import { profilePlaces, takesProfile, type ProfilePlace } from "./profile-places";
import { roleOfProfile } from "./profile-roles";
import { INSTANCE_PROFILE_TYPE } from "./resource-types";
import type { Reference, StackIndex } from "./stack-index";
import type { StackResource } from "./stack-resource";
import { templateUses } from "./template-uses";

/** Where the roles of a stack run on instances. */
export interface RolePlaces {
  /** By the role's URN, the resources that start instances with it, templates among them. */
  readonly byRole: ReadonlyMap<string, readonly StackResource[]>;
  /** Resources of which it is not known which profile, or which role in it, they take. */
  readonly unknown: readonly StackResource[];
}

/** Follows roles into instance profiles, and those to what starts instances with them, directly or by a launch template. */
export function rolePlaces(index: StackIndex): RolePlaces {
  const byRole = new Map<string, Set<StackResource>>();
  const unknown = new Set<StackResource>();
  const users = usersOfTemplates(index);
  const roleOf = rolesOfProfiles(index);
  for (const resource of index.resources) {
    if (!takesProfile(resource.type)) continue;
    for (const place of profilePlaces(resource.type, resource.properties)) {
      const profile = profileAt(place, resource, index);
      if (profile.kind === "unknown" && comesFromSomewhere(place, resource)) unknown.add(resource);
      if (profile.kind !== "found") continue;
      const role = roleOf.get(profile.resource.urn);
      if (role === undefined) unknown.add(resource);
      else byRole.set(role, (byRole.get(role) ?? new Set()).add(resource));
    }
  }
  for (const places of byRole.values()) {
    for (const place of [...places]) for (const user of users.get(place.urn) ?? []) places.add(user);
  }
  return { byRole: new Map([...byRole].map(([urn, places]) => [urn, [...places]])), unknown: [...unknown] };
}

/** Planned outputs are unknown where the program sets nothing; what it sets from another resource has dependencies. */
function comesFromSomewhere({ property, value }: ProfilePlace, resource: StackResource): boolean {
  return value !== UNKNOWN || (resource.propertyDependencies[property] ?? []).length > 0;
}

function profileAt({ property, value }: ProfilePlace, resource: StackResource, index: StackIndex): Reference {
  if (typeof value === "string" && value.startsWith("arn:")) {
    const found = index.withArn(INSTANCE_PROFILE_TYPE, value);
    return found === undefined ? { kind: "elsewhere", value } : { kind: "found", resource: found };
  }
  return index.referred(value, resource.propertyDependencies[property] ?? [], INSTANCE_PROFILE_TYPE);
}

/** The URN of the role in each profile, by the profile's URN; profiles of which it is not known are left out. */
function rolesOfProfiles(index: StackIndex): ReadonlyMap<string, string> {
  const entries = index.ofType(INSTANCE_PROFILE_TYPE).flatMap((profile): (readonly [string, string])[] => {
    const found = roleOfProfile(profile, index.resources);
    return found.kind === "role" ? [[profile.urn, found.role.urn]] : [];
  });
  return new Map(entries);
}

/** What starts instances from a launch template, by the template's URN. */
function usersOfTemplates(index: StackIndex): ReadonlyMap<string, readonly StackResource[]> {
  if (index.ofType(LAUNCH_TEMPLATE_TYPE).length === 0) return new Map();
  const find = templateFinder(index.resources);
  const users = new Map<string, StackResource[]>();
  for (const resource of index.resources) {
    for (const { reference, property } of templateUses(resource.type, resource.properties)) {
      const found = find(reference, resource.propertyDependencies[property] ?? []);
      if (found.kind !== "found") continue;
      users.set(found.template.urn, [...(users.get(found.template.urn) ?? []), resource]);
    }
  }
  return users;
}
