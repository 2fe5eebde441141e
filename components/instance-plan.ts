import { z } from "zod";

import { INSTANCE_TYPE, type LaunchInput, launchProblems, launchSchema, reservedArguments } from "./launch-plan";
import type { Plan, Problem } from "./plan";
import { flag, isSymbolic, knownOr, knownText, only, problemsOf } from "./plan";
import { credentialProblems } from "./user-data-plan";

/** The arguments of an Instance with every output resolved, or standing as a symbol. */
export interface InstanceInput extends LaunchInput {
  readonly subnetId?: unknown;
  readonly termination?: unknown;
  readonly instance?: unknown;
}

/** Arguments of aws.ec2.Instance that belong to the component and cannot be passed through, with what to use instead. */
const RESERVED: Readonly<Record<string, string>> = {
  metadataOptions: "IMDSv2 is required on every Instance; `containers: true` gives a hop limit of 2",
  iamInstanceProfile: "use `role` or `profile`",
  associatePublicIpAddress: "use `publicIpAddress`",
  instanceType: "use `instanceType`",
  ami: "use `imageId`",
  subnetId: "use `subnetId`",
  vpcSecurityGroupIds: "use `securityGroupIds`",
  userData: "use `userData`",
  tags: "use `tags`",
};

/** What the version of a template expects, completing "expected …". */
export const PINNED_VERSION_EXPECTED =
  "the number of a version, as a text: `$Latest` and `$Default` follow whoever may write versions, without iam:PassRole";

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
      launchTemplate: z
        .looseObject({
          version: knownText(isPinnedVersion, PINNED_VERSION_EXPECTED),
        })
        .optional(),
    })
    .optional(),
});

/** Says whether `version` names one version of a template for good. */
export function isPinnedVersion(version: string): boolean {
  return /^[1-9]\d*$/.test(version);
}

/** Decides whether the instance can be made, or refuses the arguments with every problem. */
export function planInstance(input: InstanceInput): Plan<null> {
  const problems = [
    ...problemsOf(argumentsSchema, input),
    ...reservedArguments(input.instance, "instance", RESERVED),
    ...twoRootDisks(input),
    ...launchProblems(input),
    ...passedThroughUserData(input.instance),
  ];
  if (problems.length > 0) {
    return { kind: "refused", problems };
  }
  return { kind: "planned", plan: null };
}

/** User data that passes through as Base64 is read as what it says. */
function passedThroughUserData(instance: unknown): readonly Problem[] {
  const encoded = (instance as { readonly userDataBase64?: unknown } | undefined)?.userDataBase64;
  return typeof encoded === "string" && !isSymbolic(encoded)
    ? credentialProblems(Buffer.from(encoded, "base64").toString("utf8"), "instance.userDataBase64")
    : [];
}

function twoRootDisks({ rootDisk, instance }: InstanceInput): readonly Problem[] {
  const passedThrough = (instance as { readonly rootBlockDevice?: unknown } | undefined)?.rootBlockDevice;
  return rootDisk === undefined || passedThrough === undefined
    ? []
    : [{ property: "instance.rootBlockDevice", message: "expected nothing: `rootDisk` says what the root disk is" }];
}
