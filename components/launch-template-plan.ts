import { z } from "zod";

import type { PassThrough } from "./known-arguments";
import {
  type LaunchInput,
  launchProblems,
  launchSchema,
  type MetadataOptions,
  metadataOptionsFor,
  reservedArguments,
} from "./launch-plan";
import type { Plan, Problem } from "./plan";
import { knownText, problemsOf } from "./plan";

/** The arguments of a LaunchTemplate with every output resolved, or standing as a symbol. */
export interface LaunchTemplateInput extends LaunchInput {
  readonly rootDeviceName?: unknown;
  readonly template?: unknown;
}

/** What is fixed for every template of this package. */
export interface LaunchTemplatePlan {
  readonly metadataOptions: MetadataOptions;
}

/** What passes through the component to aws.ec2.LaunchTemplate, and what belongs to the component. */
export const TEMPLATE_PASS_THROUGH: PassThrough = {
  argument: "template",
  resource: "aws.ec2.LaunchTemplate",
  reserved: {
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
  },
};

const argumentsSchema = z.object({
  ...launchSchema,
  rootDeviceName: knownText((name) => name.startsWith("/dev/"), "the name of a device such as `/dev/xvda`").optional(),
  template: z.record(z.string(), z.unknown()).optional(),
});

/** Decides the metadata options of a template, or refuses the arguments with every problem. */
export function planLaunchTemplate(input: LaunchTemplateInput): Plan<LaunchTemplatePlan> {
  const problems: readonly Problem[] = [
    ...problemsOf(argumentsSchema, input),
    ...reservedArguments(input.template, TEMPLATE_PASS_THROUGH),
    ...launchProblems(input),
  ];
  return problems.length > 0
    ? { kind: "refused", problems }
    : { kind: "planned", plan: { metadataOptions: metadataOptionsFor(input.containers === true) } };
}
