import { z } from "zod";

import { INSTANCE_PROFILE_NAME, keepsNameRule } from "../ec2/iam-names";
import type { Plan, Problem } from "./plan";
import { describe, isSymbolic, knownOr, knownText, problemsOf } from "./plan";

/** The arguments of an Instance with every output resolved, or standing as a symbol. */
export interface InstanceInput {
  readonly identities: readonly string[];
  readonly profile?: unknown;
  readonly containers?: unknown;
  readonly instance?: unknown;
}

/** What is fixed for every instance of this package. */
export interface InstancePlan {
  readonly metadataOptions: MetadataOptions;
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

const disk = z.looseObject({
  encrypted: knownOr(z.literal(true, { message: "expected `true`: disks are always encrypted" })).optional(),
});

const argumentsSchema = z.object({
  identities: z.array(z.string()).length(1, { message: "expected exactly one of `role` and `profile`" }),
  profile: knownText(
    isProfileNameOrArn,
    `${INSTANCE_PROFILE_NAME.expected}, or the ARN of an instance profile (\`arn:<partition>:iam::<account>:instance-profile/<name>\`)`,
  ).optional(),
  containers: z.boolean({ message: "expected `true` or `false`" }).optional(),
  instance: z.looseObject({ rootBlockDevice: disk.optional(), ebsBlockDevices: z.array(disk).optional() }).optional(),
});

/** Decides the metadata options of an instance, or refuses the arguments with every problem. */
export function planInstance(input: InstanceInput): Plan<InstancePlan> {
  const problems = [...problemsOf(argumentsSchema, input), ...reservedArguments(input.instance)];
  if (problems.length > 0) {
    return { kind: "refused", problems };
  }
  return {
    kind: "planned",
    plan: {
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: input.containers === true ? 2 : 1,
        instanceMetadataTags: "disabled",
      },
    },
  };
}

function reservedArguments(instance: unknown): readonly Problem[] {
  const given = typeof instance === "object" && instance !== null ? Object.entries(instance) : [];
  return given.flatMap(([key, value]) => {
    const instead = RESERVED[key];
    return instead === undefined || value === undefined
      ? []
      : [{ property: `instance.${key}`, message: `got ${describe(value)}, expected nothing: ${instead}` }];
  });
}

function isProfileNameOrArn(text: string): boolean {
  return (
    isSymbolic(text) ||
    keepsNameRule(text, INSTANCE_PROFILE_NAME) ||
    /^arn:[^:]+:iam::\d{12}:instance-profile\/.+$/.test(text)
  );
}
