import { UNKNOWN } from "../../ec2/plain-value";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import {
  TYPES_THAT_COMPUTE_PROFILES,
  computesProfile,
  profilePlaces,
  takesProfile,
  type ProfilePlace,
} from "../../stack-model/profile-places";
import { INSTANCE_PROFILE_TYPE } from "../../stack-model/resource-types";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import { causeAt, type Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";

const FIX = "const profile = new aws.iam.InstanceProfile(…, { role: role.name }), and its name or ARN here";

export const ec2InstanceDisallowRoleAsProfile: StackPolicyDeclaration = {
  kind: "stack",
  name: "ec2-instance-disallow-role-as-profile",
  displayName: "No role where a profile belongs",
  description: "Where an instance profile belongs, there stands no role, in the form that the place takes.",
  severity: "medium",
  enforcementLevel: "mandatory",
  tags: ["ec2", "identity"],
  yieldsTo: [
    "ec2-spot-fleet-request-require-imdsv2",
    "ec2-spot-fleet-request-disallow-credentials-in-user-data",
    "batch-compute-environment-require-imdsv2",
  ],
  remediationSteps: "Make an instance profile with the role and give its name, or its ARN where the place takes one.",
  judgeStack: {
    reads: (type) => takesProfile(type) || type === ROLE_TYPE || type === INSTANCE_PROFILE_TYPE,
    inputsOf: TYPES_THAT_COMPUTE_PROFILES,
    judge: (resources) => {
      const roles = resources.filter(({ type }) => type === ROLE_TYPE);
      const profiles = resources.filter(({ type }) => type === INSTANCE_PROFILE_TYPE);
      return resources.flatMap((resource): readonly Finding[] => {
        const places = declaredPlaces(resource);
        const problems = places.flatMap((place) => problemOf(place, resource, roles, profiles) ?? []);
        const unknowns = places.filter((place) => isFromNowhere(place, resource, [...roles, ...profiles]));
        const paths = [...new Set(unknowns.map(({ path }) => path))];
        const violation = { kind: "violation", resource, problem: problems.join("; "), fix: FIX } as const;
        return [...(problems.length === 0 ? [] : [violation]), ...paths.map((path) => unknownAt(path, resource))];
      });
    },
  },
};

function unknownAt(path: string, resource: StackResource): Finding {
  const problem = `\`${path}\` is not known at preview and comes from no instance profile of this stack`;
  return { kind: "notVerified", resource, problem, fix: FIX, causes: [causeAt(resource, path)] };
}

/** The places that the program sets, where its inputs are known; of unknown ones the output, where that is known. */
function declaredPlaces({ type, properties, inputs }: StackResource): readonly ProfilePlace[] {
  const planned = profilePlaces(type, properties);
  if (inputs === undefined) return planned;
  const known = new Map(planned.map((place) => [place.path, place]));
  return profilePlaces(type, inputs).map((place) => (place.value === UNKNOWN ? known.get(place.path) : place) ?? place);
}

/** Whether the value is unknown, set by the program and from none of those resources. */
function isFromNowhere(
  { path, property, value }: ProfilePlace,
  resource: StackResource,
  sources: readonly StackResource[],
): boolean {
  const dependencies = resource.propertyDependencies[property] ?? [];
  if (value !== UNKNOWN || sources.some(({ urn }) => dependencies.includes(urn))) return false;
  return resource.inputs !== undefined || dependencies.length > 0 || !computesProfile(resource.type, path);
}

function problemOf(
  { path, property, form, value }: ProfilePlace,
  resource: StackResource,
  roles: readonly StackResource[],
  profiles: readonly StackResource[],
): string | undefined {
  if (typeof value === "string") {
    if (/^arn:[^:]*:iam:/.test(value)) return problemOfArn(path, form, value);
    if (form === "arn") return `\`${path}\` is \`${value}\`, expected the ARN of an instance profile`;
    const role = roles.find(({ properties }) => properties["name"] === value);
    const isProfile = profiles.some(({ properties }) => properties["name"] === value || properties["name"] === UNKNOWN);
    if (role === undefined || isProfile) return undefined;
    return `\`${path}\` is the name of ${labelOf(role)}, and no instance profile of this stack has that name`;
  }
  const dependencies = resource.propertyDependencies[property] ?? [];
  const role = roles.find(({ urn }) => dependencies.includes(urn));
  if (role === undefined || profiles.some(({ urn }) => dependencies.includes(urn))) return undefined;
  return `\`${path}\` comes from ${labelOf(role)} and from no instance profile`;
}

function problemOfArn(path: string, form: ProfilePlace["form"], arn: string): string | undefined {
  if (!arn.includes(":instance-profile/")) return `\`${path}\` is \`${arn}\`, which is no instance profile`;
  return form === "name" ? `\`${path}\` is the ARN \`${arn}\`, expected the profile's name` : undefined;
}
