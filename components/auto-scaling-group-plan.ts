import { z } from "zod";

import type { PassThrough } from "./known-arguments";
import { INSTANCE_TYPE, reservedArguments } from "./launch-plan";
import type { Plan, Problem } from "./plan";
import { knownOr, knownText, only, problemsOf, tagsSchema } from "./plan";

/** The arguments of an AutoScalingGroup with every output resolved, or standing as a symbol. */
export interface AutoScalingGroupInput {
  readonly launchTemplate: { readonly id: unknown; readonly version: unknown };
  readonly minSize: unknown;
  readonly maxSize: unknown;
  readonly subnetIds: unknown;
  readonly targetGroupArns?: unknown;
  readonly tags?: unknown;
  readonly desiredCapacity?: unknown;
  readonly instanceRefresh?: unknown;
  readonly mixedInstances?: unknown;
  readonly group?: unknown;
}

/** What passes through the component to aws.autoscaling.Group, and what belongs to the component. */
export const GROUP_PASS_THROUGH: PassThrough = {
  argument: "group",
  resource: "aws.autoscaling.Group",
  reserved: {
    launchTemplate: "use `launchTemplate` of the component",
    launchConfiguration: "launch configurations cannot be passed safely; use `launchTemplate`",
    mixedInstancesPolicy: "use `mixedInstances`",
    instanceRefresh: "use `instanceRefresh` of the component",
    minSize: "use `minSize` of the component",
    maxSize: "use `maxSize` of the component",
    desiredCapacity: "use `desiredCapacity` of the component",
    vpcZoneIdentifiers: "use `subnetIds`",
    targetGroupArns: "use `targetGroupArns` of the component",
    tags: "use `tags` of the component",
  },
};

const PINNED_VERSION = knownText(
  (version) => /^[1-9]\d*$/.test(version),
  "the number of a version, as a text: `$Latest` and `$Default` follow whoever may write versions, without iam:PassRole",
);

const COUNT = "expected a whole number, at least 0";
const count = z.int({ message: COUNT }).min(0, { message: COUNT });
const PERCENT = "expected 0 to 100 (percent)";
const percentage = z.int({ message: PERCENT }).min(0, { message: PERCENT }).max(100, { message: PERCENT });

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html */
const SPOT_STRATEGIES = [
  "price-capacity-optimized",
  "capacity-optimized",
  "capacity-optimized-prioritized",
  "lowest-price",
] as const;

const argumentsSchema = z.object({
  launchTemplate: z.object({
    id: knownText((id) => /^lt-[0-9a-f]+$/.test(id), "the id of a launch template (`lt-…`)"),
    version: PINNED_VERSION,
  }),
  minSize: knownOr(count),
  maxSize: knownOr(count),
  desiredCapacity: knownOr(count).optional(),
  subnetIds: knownOr(
    z
      .array(knownText((id) => id.startsWith("subnet-"), "the id of a subnet (`subnet-…`)"))
      .min(1, { message: "expected at least one subnet" }),
  ),
  targetGroupArns: knownOr(
    z.array(knownText((arn) => /^arn:[^:]+:elasticloadbalancing:/.test(arn), "the ARN of a target group")),
  ).optional(),
  tags: tagsSchema.optional(),
  instanceRefresh: only({ minHealthyPercentage: percentage.optional(), instanceWarmup: count.optional() }).optional(),
  mixedInstances: only({
    instanceTypes: z.array(INSTANCE_TYPE).min(1, { message: "expected at least one instance type" }),
    onDemandBaseCapacity: count.optional(),
    onDemandPercentage: percentage.optional(),
    spotAllocationStrategy: z
      .enum(SPOT_STRATEGIES, { message: `expected ${SPOT_STRATEGIES.map((one) => `"${one}"`).join(", ")}` })
      .optional(),
  }).optional(),
});

/** Decides whether the group can be made, or refuses the arguments with every problem. */
export function planAutoScalingGroup(input: AutoScalingGroupInput): Plan<null> {
  const problems: readonly Problem[] = [
    ...problemsOf(argumentsSchema, input),
    ...reservedArguments(input.group, GROUP_PASS_THROUGH),
    ...sizesOutOfOrder(input),
  ];
  return problems.length > 0 ? { kind: "refused", problems } : { kind: "planned", plan: null };
}

function sizesOutOfOrder({ minSize, maxSize, desiredCapacity }: AutoScalingGroupInput): readonly Problem[] {
  const least = typeof minSize === "number" ? minSize : 0;
  const most = typeof maxSize === "number" ? maxSize : Infinity;
  const wanted = typeof desiredCapacity === "number" ? desiredCapacity : undefined;
  return [
    ...(least > most
      ? [{ property: "minSize", message: `got \`${least}\`, expected at most \`maxSize\` (${most})` }]
      : []),
    ...(wanted !== undefined && (wanted < least || wanted > most)
      ? [{ property: "desiredCapacity", message: `got \`${wanted}\`, expected ${least} to ${most}` }]
      : []),
  ];
}
