import { UNKNOWN, type PlainObject } from "../ec2/plain-value";
import { valuesAt } from "../ec2/values-at";

/** What a place takes: the name of an instance profile, its ARN, or either. */
export type ProfileForm = "name" | "arn" | "nameOrArn";

/** A value where an instance profile belongs. */
export interface ProfilePlace {
  /** `launchSpecifications[0].iamInstanceProfileArn` */
  readonly path: string;
  /** The resource's own property, by which its dependencies are known. */
  readonly property: string;
  readonly form: ProfileForm;
  readonly value: string | typeof UNKNOWN;
}

/**
 * Where the resource types of @pulumi/aws take an instance profile; `[]` stands for each entry of a list.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
 */
const PROFILE_PATHS: Readonly<Record<string, readonly (readonly [path: string, form: ProfileForm])[]>> = {
  "aws:ec2/instance:Instance": [["iamInstanceProfile", "name"]],
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": [["iamInstanceProfile", "name"]],
  "aws:ec2/launchConfiguration:LaunchConfiguration": [["iamInstanceProfile", "nameOrArn"]],
  "aws:ec2/launchTemplate:LaunchTemplate": [
    ["iamInstanceProfile.name", "name"],
    ["iamInstanceProfile.arn", "arn"],
  ],
  "aws:ec2/spotFleetRequest:SpotFleetRequest": [
    ["launchSpecifications.[].iamInstanceProfile", "name"],
    ["launchSpecifications.[].iamInstanceProfileArn", "arn"],
  ],
  "aws:batch/computeEnvironment:ComputeEnvironment": [["computeResources.instanceRole", "nameOrArn"]],
  "aws:ecs/capacityProvider:CapacityProvider": [
    ["managedInstancesProvider.instanceLaunchTemplate.ec2InstanceProfileArn", "arn"],
  ],
  "aws:emr/cluster:Cluster": [["ec2Attributes.instanceProfile", "nameOrArn"]],
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": [["instanceProfileName", "name"]],
};

/** By type, the place whose planned output is unknown where the program sets nothing, since the provider computes it. */
const COMPUTED: Readonly<Record<string, string>> = {
  "aws:ec2/instance:Instance": "iamInstanceProfile",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": "iamInstanceProfile",
  "aws:ec2/spotFleetRequest:SpotFleetRequest": "launchSpecifications",
};

/** The types of which planned outputs do not tell whether the program sets a profile: their inputs do. */
export const TYPES_THAT_COMPUTE_PROFILES: readonly string[] = Object.keys(COMPUTED);

/** Whether an unknown planned output at that place may be one that the program does not set. */
export function computesProfile(type: string, path: string): boolean {
  return COMPUTED[type] === path;
}

/** Whether instances of that type take an instance profile somewhere. */
export function takesProfile(type: string): boolean {
  return type in PROFILE_PATHS;
}

/** The values that stand where an instance profile belongs; what is not set is left out. */
export function profilePlaces(type: string, properties: PlainObject): readonly ProfilePlace[] {
  return (PROFILE_PATHS[type] ?? []).flatMap(([path, form]) =>
    valuesAt(properties, path).flatMap(({ value, ...place }): readonly ProfilePlace[] =>
      value === UNKNOWN || (typeof value === "string" && value !== "") ? [{ ...place, form, value }] : [],
    ),
  );
}
