import { z } from "zod";

import { INSTANCE_PROFILE_NAME, keepsNameRule } from "../ec2/iam-names";
import { disksSchema } from "./disks-plan";
import type { Plan, Problem } from "./plan";
import { describe, isSymbolic, knownOr, knownText, problemsOf } from "./plan";
import { credentialProblems } from "./user-data-plan";

/** The arguments of an Instance with every output resolved, or standing as a symbol. */
export interface InstanceInput {
  readonly identities: readonly string[];
  readonly profile?: unknown;
  readonly containers?: unknown;
  readonly rootDisk?: unknown;
  readonly dataDisks?: unknown;
  readonly termination?: unknown;
  readonly userData?: unknown;
  readonly instance?: unknown;
}

/**
 * Metadata options that admit IMDSv2 alone. The endpoint is always named: without it the provider drops the rest.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
 */
export interface MetadataOptions {
  readonly httpEndpoint: "enabled";
  readonly httpTokens: "required";
  /** Network hops that a token's response may make: 1 reaches the instance, 2 a container on it. */
  readonly httpPutResponseHopLimit: 1 | 2;
  readonly instanceMetadataTags: "disabled";
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

/** What `profile` expects, completing "expected …". */
export const PROFILE_EXPECTED = `${INSTANCE_PROFILE_NAME.expected}, or the ARN of an instance profile (\`arn:<partition>:iam::<account>:instance-profile/<name>\`)`;

/** What the version of a template expects, completing "expected …". */
export const PINNED_VERSION_EXPECTED =
  "the number of a version: `$Latest` and `$Default` follow whoever may write versions, without iam:PassRole";

const disk = z.looseObject({
  encrypted: knownOr(z.literal(true, { message: "expected `true`: disks are always encrypted" })).optional(),
});

const argumentsSchema = z.object({
  profile: knownText(isProfileNameOrArn, PROFILE_EXPECTED).optional(),
  containers: z.boolean({ message: "expected `true` or `false`" }).optional(),
  ...disksSchema,
  termination: z
    .strictObject({
      protect: knownOr(z.boolean()).optional(),
      protectFromStop: knownOr(z.boolean()).optional(),
      onShutdown: z.enum(["stop", "terminate"], { message: 'expected "stop" or "terminate"' }).optional(),
    })
    .optional(),
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
    ...otherThanOneIdentity(input.identities),
    ...reservedArguments(input.instance, "instance", RESERVED),
    ...twoRootDisks(input),
    ...credentialProblems(input.userData),
    ...passedThroughUserData(input.instance),
  ];
  if (problems.length > 0) {
    return { kind: "refused", problems };
  }
  return { kind: "planned", plan: null };
}

function otherThanOneIdentity(identities: readonly string[]): readonly Problem[] {
  const got = identities.length === 0 ? "neither `role` nor `profile`" : "both `role` and `profile`";
  return identities.length === 1 ? [] : [{ property: "role, profile", message: `got ${got}, expected exactly one` }];
}

/** Returns the metadata options of an instance, with or without containers that fetch credentials themselves. */
export function metadataOptionsFor(containers: boolean): MetadataOptions {
  return {
    httpEndpoint: "enabled",
    httpTokens: "required",
    httpPutResponseHopLimit: containers ? 2 : 1,
    instanceMetadataTags: "disabled",
  };
}

/** Returns a problem for each argument in `passedThrough` that belongs to the component, by what to use instead. */
export function reservedArguments(
  passedThrough: unknown,
  property: string,
  reserved: Readonly<Record<string, string>>,
): readonly Problem[] {
  const given = typeof passedThrough === "object" && passedThrough !== null ? Object.entries(passedThrough) : [];
  return given.flatMap(([key, value]) => {
    const instead = reserved[key];
    return instead === undefined || value === undefined
      ? []
      : [{ property: `${property}.${key}`, message: `got ${describe(value)}, expected nothing: ${instead}` }];
  });
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

/** Says whether `text` is the name of an instance profile, or its ARN. */
export function isProfileNameOrArn(text: string): boolean {
  return (
    isSymbolic(text) ||
    keepsNameRule(text, INSTANCE_PROFILE_NAME) ||
    /^arn:[^:]+:iam::\d{12}:instance-profile\/.+$/.test(text)
  );
}
