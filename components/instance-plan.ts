import { z } from "zod";

import type { PassThrough } from "./known-arguments";
import { INSTANCE_TYPE, type LaunchInput, launchProblems, launchSchema, reservedArguments } from "./launch-plan";
import type { Plan, Problem } from "./plan";
import { describe, flag, knownOr, knownText, only, problemsOf } from "./plan";
import { credentialProblems } from "./user-data-plan";

/** The arguments of an Instance with every output resolved, or standing as a symbol. */
export interface InstanceInput extends LaunchInput {
  readonly subnetId?: unknown;
  readonly termination?: unknown;
  readonly instance?: unknown;
}

/** What passes through the component to aws.ec2.Instance, and what belongs to the component. */
export const INSTANCE_PASS_THROUGH: PassThrough = {
  argument: "instance",
  resource: "aws.ec2.Instance",
  reserved: {
    metadataOptions: "IMDSv2 is required on every Instance; `containers: true` gives a hop limit of 2",
    iamInstanceProfile: "use `role` or `profile`",
    associatePublicIpAddress: "use `publicIpAddress`",
    instanceType: "use `instanceType`",
    ami: "use `imageId`",
    subnetId: "use `subnetId`",
    vpcSecurityGroupIds: "use `securityGroupIds`",
    userData: "use `userData`",
    tags: "use `tags`",
    launchTemplate:
      "a template may bring disks that are not encrypted and user data that nobody has read: give what it says as arguments",
  },
};

const disk = z.looseObject({
  encrypted: knownOr(z.literal(true, { message: "expected `true`: disks are always encrypted" })).optional(),
});

const argumentsSchema = z.object({
  ...launchSchema,
  instanceType: INSTANCE_TYPE,
  subnetId: knownText((id) => id.startsWith("subnet-"), "the id of a subnet (`subnet-…`)").optional(),
  termination: only({
    protect: knownOr(flag).optional(),
    protectFromStop: knownOr(flag).optional(),
    onShutdown: z.enum(["stop", "terminate"], { message: 'expected "stop" or "terminate"' }).optional(),
  }).optional(),
  instance: z
    .looseObject({
      rootBlockDevice: disk.optional(),
      ebsBlockDevices: z.array(disk).optional(),
    })
    .optional(),
});

/** Decides whether the instance can be made, or refuses the arguments with every problem. */
export function planInstance(input: InstanceInput): Plan<null> {
  const problems = [
    ...problemsOf(argumentsSchema, input),
    ...reservedArguments(input.instance, INSTANCE_PASS_THROUGH),
    ...twoRootDisks(input),
    ...besideAnInterface(input),
    ...launchProblems(input),
    ...passedThroughUserData(input.instance),
  ];
  if (problems.length > 0) {
    return { kind: "refused", problems };
  }
  return { kind: "planned", plan: null };
}

function passedThroughUserData(instance: unknown): readonly Problem[] {
  const { userDataBase64 } = (instance ?? {}) as { readonly userDataBase64?: unknown };
  return credentialProblems(userDataBase64, "instance.userDataBase64");
}

/** Arguments of aws.ec2.Instance that give it a network interface which exists already. */
const INTERFACES = ["networkInterfaces", "primaryNetworkInterface"];

/** Says whether the instance takes a network interface that exists, with its addresses, subnet and security groups. */
export function takesInterface(instance: unknown): boolean {
  const given = (instance ?? {}) as Readonly<Record<string, unknown>>;
  return INTERFACES.some((name) => given[name] !== undefined);
}

function besideAnInterface({
  instance,
  publicIpAddress,
  subnetId,
  securityGroupIds,
}: InstanceInput): readonly Problem[] {
  if (!takesInterface(instance)) return [];
  const given = { publicIpAddress: publicIpAddress === true ? true : undefined, subnetId, securityGroupIds };
  return Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([property, value]) => ({
      property,
      message: `got ${describe(value)}, expected nothing beside a network interface in \`instance\`: the instance has what the interface has`,
    }));
}

function twoRootDisks({ rootDisk, instance }: InstanceInput): readonly Problem[] {
  const passedThrough = (instance as { readonly rootBlockDevice?: unknown } | undefined)?.rootBlockDevice;
  return rootDisk === undefined || passedThrough === undefined
    ? []
    : [{ property: "instance.rootBlockDevice", message: "expected nothing: `rootDisk` says what the root disk is" }];
}
