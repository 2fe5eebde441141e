import { z } from "zod";

import { disksSchema } from "./disks-plan";
import type { MetadataOptions } from "./instance-plan";
import { isProfileNameOrArn, metadataOptionsFor, PROFILE_EXPECTED, reservedArguments } from "./instance-plan";
import type { Plan, Problem } from "./plan";
import { knownOr, knownText, problemsOf } from "./plan";
import { credentialProblems } from "./user-data-plan";

/** The arguments of a LaunchTemplate with every output resolved, or standing as a symbol. */
export interface LaunchTemplateInput {
  readonly identities: readonly string[];
  readonly profile?: unknown;
  readonly containers?: unknown;
  readonly rootDisk?: unknown;
  readonly dataDisks?: unknown;
  readonly userData?: unknown;
  readonly template?: unknown;
}

/** What is fixed for every template of this package. */
export interface LaunchTemplatePlan {
  readonly metadataOptions: MetadataOptions;
}

/** Arguments of aws.ec2.LaunchTemplate that belong to the component, with what to use instead. */
const RESERVED: Readonly<Record<string, string>> = {
  metadataOptions: "IMDSv2 is required by every LaunchTemplate; `containers: true` gives a hop limit of 2",
  iamInstanceProfile: "use `role` or `profile`",
  blockDeviceMappings: "use `rootDisk` and `dataDisks`, which are encrypted",
  networkInterfaces: "use `publicIpAddress` and `securityGroupIds`",
  vpcSecurityGroupIds: "use `securityGroupIds`",
  securityGroupNames: "use `securityGroupIds`",
  instanceType: "use `instanceType`",
  imageId: "use `imageId`",
  userData: "use `userData`",
  tags: "use `tags`",
  tagSpecifications: "use `tags`",
  defaultVersion: "the newest version is always the default",
  updateDefaultVersion: "the newest version is always the default",
};

const argumentsSchema = z.object({
  identities: z.array(z.string()).length(1, { message: "expected exactly one of `role` and `profile`" }),
  profile: knownText(isProfileNameOrArn, PROFILE_EXPECTED).optional(),
  containers: z.boolean({ message: "expected `true` or `false`" }).optional(),
  ...disksSchema,
  template: z.record(z.string(), knownOr(z.unknown())).optional(),
});

/** Decides the metadata options of a template, or refuses the arguments with every problem. */
export function planLaunchTemplate(input: LaunchTemplateInput): Plan<LaunchTemplatePlan> {
  const problems: readonly Problem[] = [
    ...problemsOf(argumentsSchema, input),
    ...reservedArguments(input.template, "template", RESERVED),
    ...credentialProblems(input.userData),
  ];
  return problems.length > 0
    ? { kind: "refused", problems }
    : { kind: "planned", plan: { metadataOptions: metadataOptionsFor(input.containers === true) } };
}
