import { z } from "zod";

import type { PassThrough } from "./known-arguments";
import { INSTANCE_PROFILE_NAME, keepsNameRule } from "../ec2/iam-names";
import { disksSchema } from "./disks-plan";
import type { Problem } from "./plan";
import { describe, describeArgument, flag, isSymbolic, knownOr, knownText, tagsSchema } from "./plan";
import { credentialProblems } from "./user-data-plan";

/** What instances and launch templates have in common, with every output resolved, or standing as a symbol. */
export interface LaunchInput {
  readonly profile?: unknown;
  readonly instanceType?: unknown;
  readonly imageId?: unknown;
  readonly architecture?: unknown;
  readonly followImage?: unknown;
  readonly securityGroupIds?: unknown;
  readonly publicIpAddress?: unknown;
  readonly containers?: unknown;
  readonly rootDisk?: unknown;
  readonly dataDisks?: unknown;
  readonly userData?: unknown;
  readonly tags?: unknown;
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

/** Returns the metadata options of an instance, with or without containers that fetch credentials themselves. */
export function metadataOptionsFor(containers: boolean): MetadataOptions {
  return {
    httpEndpoint: "enabled",
    httpTokens: "required",
    httpPutResponseHopLimit: containers ? 2 : 1,
    instanceMetadataTags: "disabled",
  };
}

/** What `profile` expects, completing "expected …". */
export const PROFILE_EXPECTED = `${INSTANCE_PROFILE_NAME.expected}, or the ARN of an instance profile (\`arn:<partition>:iam::<account>:instance-profile/<name>\`)`;

/** A schema for the type of an instance. */
export const INSTANCE_TYPE = knownText(
  (type) => /^[a-z0-9-]+\.[a-z0-9-]+$/.test(type),
  "an instance type such as `t3.micro`",
);

/** Checks the arguments that instances and launch templates have in common. */
export const launchSchema = {
  profile: knownText(isProfileNameOrArn, PROFILE_EXPECTED).optional(),
  instanceType: INSTANCE_TYPE.optional(),
  imageId: knownText(
    (id) => /^(ami-[0-9a-f]+|resolve:ssm:.+)$/.test(id),
    "the id of an image (`ami-…`), or `resolve:ssm:` and the name of a parameter that holds it",
  ).optional(),
  architecture: z.enum(["x86_64", "arm64"], { message: 'expected "x86_64" or "arm64"' }).optional(),
  followImage: flag.optional(),
  securityGroupIds: knownOr(
    z.array(knownText((id) => id.startsWith("sg-"), "the id of a security group (`sg-…`)")),
  ).optional(),
  publicIpAddress: knownOr(flag).optional(),
  containers: flag.optional(),
  ...disksSchema,
  userData: z.string().optional(),
  tags: tagsSchema.optional(),
};

/** What is wrong with arguments that are right one by one. */
export function launchProblems(input: LaunchInput): readonly Problem[] {
  return [...otherArchitecture(input), ...credentialProblems(input.userData)];
}

/**
 * A type of AWS's own processors: `g` behind the generation, and the first of them.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
const ARM_TYPE = /^([a-z]+\d+[a-z-]*g[a-z-]*|a1)\./;

/** The default image has to be for the processor of the instance type. */
function otherArchitecture({ instanceType, imageId, architecture }: LaunchInput): readonly Problem[] {
  if (imageId !== undefined || typeof instanceType !== "string" || isSymbolic(instanceType)) return [];
  const [expected, other] = ARM_TYPE.test(instanceType) ? ["arm64", "x86_64"] : ["x86_64", "arm64"];
  return (architecture ?? "x86_64") !== other
    ? []
    : [
        {
          property: "architecture",
          message: `got ${describe(architecture)}, expected "${expected}", the processor of \`${instanceType}\`: the default image would not start`,
        },
      ];
}

/** Says whether `text` is the name of an instance profile, or its ARN. */
export function isProfileNameOrArn(text: string): boolean {
  return (
    isSymbolic(text) ||
    keepsNameRule(text, INSTANCE_PROFILE_NAME) ||
    /^arn:[^:]+:iam::\d{12}:instance-profile\/.+$/.test(text)
  );
}

/** Returns a problem for each argument in `passedThrough` that belongs to the component, by what to use instead. */
export function reservedArguments(passedThrough: unknown, { argument, reserved }: PassThrough): readonly Problem[] {
  const given = typeof passedThrough === "object" && passedThrough !== null ? Object.entries(passedThrough) : [];
  return given.flatMap(([key, value]) => {
    const instead = reserved[key];
    return instead === undefined || value === undefined
      ? []
      : [
          {
            property: `${argument}.${key}`,
            message: `got ${describeArgument(key, value)}, expected nothing: ${instead}`,
          },
        ];
  });
}
