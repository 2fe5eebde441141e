import { z } from "zod";

import { isPinnedVersion, PINNED_VERSION_EXPECTED, reservedArguments } from "./instance-plan";
import type { Plan, Problem } from "./plan";
import { knownOr, knownText, problemsOf } from "./plan";

/** The arguments of an AutoScalingGroup with every output resolved, or standing as a symbol. */
export interface AutoScalingGroupInput {
  readonly templateId: unknown;
  readonly version: unknown;
  readonly minSize: unknown;
  readonly maxSize: unknown;
  readonly desiredCapacity?: unknown;
  readonly instanceRefresh?: unknown;
  readonly mixedInstances?: unknown;
  readonly group?: unknown;
}

/** Arguments of aws.autoscaling.Group that belong to the component, with what to use instead. */
const RESERVED: Readonly<Record<string, string>> = {
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
};

const count = z.number().int().min(0, { message: "expected a whole number, at least 0" });
const percentage = z.number().int().min(0).max(100, { message: "expected 0 to 100 (percent)" });

const argumentsSchema = z.object({
  templateId: knownText((id) => /^lt-[0-9a-f]+$/.test(id), "the id of a launch template (`lt-…`)"),
  version: knownText(isPinnedVersion, PINNED_VERSION_EXPECTED),
  minSize: knownOr(count),
  maxSize: knownOr(count),
  desiredCapacity: knownOr(count).optional(),
  instanceRefresh: z
    .strictObject({ minHealthyPercentage: percentage.optional(), instanceWarmup: count.optional() })
    .optional(),
  mixedInstances: z
    .looseObject({
      instanceTypes: z.array(z.string()).min(1, { message: "expected at least one instance type" }),
      onDemandBaseCapacity: count.optional(),
      onDemandPercentage: percentage.optional(),
    })
    .optional(),
});

/** Decides whether the group can be made, or refuses the arguments with every problem. */
export function planAutoScalingGroup(input: AutoScalingGroupInput): Plan<null> {
  const problems: readonly Problem[] = [
    ...problemsOf(argumentsSchema, input),
    ...reservedArguments(input.group, "group", RESERVED),
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
