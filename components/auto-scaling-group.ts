import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { GROUP_PASS_THROUGH, planAutoScalingGroup } from "./auto-scaling-group-plan";
import { checkedArguments } from "./checked-arguments";
import { isComponent } from "./component-type";
import { given } from "./given";
import { type ArgumentNames, expectArguments, unknownArguments, withProblems } from "./known-arguments";
import { LaunchTemplate } from "./launch-template";
import { describe } from "./plan";
import { refusal, refusalError } from "./refuse";

/** A launch template that exists, at one version for good. */
export interface PinnedTemplateArgs {
  readonly id: pulumi.Input<string>;
  /** The number of the version; `$Latest` and `$Default` are refused. */
  readonly version: pulumi.Input<string>;
}

/** How the group replaces its instances when the template changes. */
export interface InstanceRefreshArgs {
  /** How many of the instances stay in service meanwhile, in percent. @default 90 */
  readonly minHealthyPercentage?: number;
  /** How long a new instance takes until it counts, in seconds. @default that of the group */
  readonly instanceWarmup?: number;
}

/** Several instance types, on demand and spot. */
export interface MixedInstancesArgs {
  readonly instanceTypes: readonly string[];
  /** Instances that are always on demand. @default 0 */
  readonly onDemandBaseCapacity?: number;
  /** How much of the rest is on demand, in percent; what remains is spot. @default 0 */
  readonly onDemandPercentage?: number;
  /** @default "price-capacity-optimized" */
  readonly spotAllocationStrategy?: string;
}

/** The arguments of aws.autoscaling.Group that pass through the component. */
export type PassThroughGroupArgs = Omit<
  aws.autoscaling.GroupArgs,
  | "launchTemplate"
  | "launchConfiguration"
  | "mixedInstancesPolicy"
  | "instanceRefresh"
  | "minSize"
  | "maxSize"
  | "desiredCapacity"
  | "vpcZoneIdentifiers"
  | "targetGroupArns"
  | "tags"
>;

/** Arguments of {@link AutoScalingGroup}. */
export interface AutoScalingGroupArgs {
  readonly launchTemplate: LaunchTemplate | PinnedTemplateArgs;
  readonly minSize: pulumi.Input<number>;
  readonly maxSize: pulumi.Input<number>;
  /** @default left to scaling */
  readonly desiredCapacity?: pulumi.Input<number>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly instanceRefresh?: InstanceRefreshArgs;
  /** @default the template's instance type, on demand */
  readonly mixedInstances?: MixedInstancesArgs;
  readonly targetGroupArns?: pulumi.Input<pulumi.Input<string>[]>;
  /** Tags of the group; those of its instances are the template's. */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Whatever else aws.autoscaling.Group takes. */
  readonly group?: PassThroughGroupArgs;
}

const ARGUMENTS: ArgumentNames<AutoScalingGroupArgs> = {
  launchTemplate: true,
  minSize: true,
  maxSize: true,
  desiredCapacity: true,
  subnetIds: true,
  instanceRefresh: true,
  mixedInstances: true,
  targetGroupArns: true,
  tags: true,
  group: true,
};

/**
 * A group that launches from one pinned version of a template and replaces its instances when the version changes: who may
 * only write versions of the template changes nothing.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
export class AutoScalingGroup extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:AutoScalingGroup";

  /** Says whether `value` is an AutoScalingGroup, also one of another copy of this package. */
  static override isInstance(value: unknown): value is AutoScalingGroup {
    return isComponent(value, AutoScalingGroup.TYPE);
  }

  readonly group: aws.autoscaling.Group;
  readonly name: pulumi.Output<string>;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: AutoScalingGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    expectArguments(args, "AutoScalingGroup", name);
    super(AutoScalingGroup.TYPE, name, {}, opts);
    const { id, version } = launchTemplateOf(this, name, args);
    const { launchTemplate } = checkedArguments(
      this,
      name,
      { ...given({ ...args, launchTemplate: undefined }), launchTemplate: { id, version } },
      (input) => withProblems(unknownArguments(args, ARGUMENTS, GROUP_PASS_THROUGH), planAutoScalingGroup(input)),
    );
    const template = { launchTemplateId: launchTemplate.id, version: launchTemplate.version };
    this.group = new aws.autoscaling.Group(
      name,
      {
        ...args.group,
        ...(args.mixedInstances === undefined
          ? { launchTemplate: { id: template.launchTemplateId, version: template.version } }
          : { mixedInstancesPolicy: mixedInstancesPolicy(template, args.mixedInstances) }),
        minSize: args.minSize,
        maxSize: args.maxSize,
        vpcZoneIdentifiers: args.subnetIds,
        instanceRefresh: { strategy: "Rolling", preferences: refreshPreferences(args.instanceRefresh ?? {}) },
        ...given({
          desiredCapacity: args.desiredCapacity,
          targetGroupArns: args.targetGroupArns,
          tags: args.tags === undefined ? undefined : groupTags(args.tags),
        }),
      },
      { parent: this },
    );
    this.name = this.group.name;
    this.registerOutputs({ group: this.group, name: this.name });
  }
}

interface Template {
  readonly launchTemplateId: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
}

function mixedInstancesPolicy(template: Template, mixed: MixedInstancesArgs) {
  return {
    launchTemplate: {
      launchTemplateSpecification: template,
      overrides: mixed.instanceTypes.map((instanceType) => ({ instanceType })),
    },
    instancesDistribution: {
      onDemandBaseCapacity: mixed.onDemandBaseCapacity ?? 0,
      onDemandPercentageAboveBaseCapacity: mixed.onDemandPercentage ?? 0,
      spotAllocationStrategy: mixed.spotAllocationStrategy ?? "price-capacity-optimized",
    },
  };
}

/** The provider takes the warm-up as a text. */
function refreshPreferences({ minHealthyPercentage = 90, instanceWarmup }: InstanceRefreshArgs) {
  return {
    minHealthyPercentage,
    ...(instanceWarmup === undefined ? {} : { instanceWarmup: String(instanceWarmup) }),
  };
}

function groupTags(tags: Readonly<Record<string, pulumi.Input<string>>>) {
  return Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: false }));
}

/** @throws pulumi.ResourceError if there is none, with whatever is given in its place. */
function launchTemplateOf(
  group: AutoScalingGroup,
  name: string,
  args: Partial<AutoScalingGroupArgs>,
): LaunchTemplate | PinnedTemplateArgs {
  const { launchTemplate } = args;
  if (LaunchTemplate.isInstance(launchTemplate)) return launchTemplate;
  if (typeof launchTemplate === "object" && !pulumi.Resource.isInstance(launchTemplate)) return launchTemplate;
  const missing = {
    property: "launchTemplate",
    message: `got ${describe(launchTemplate)}, expected a LaunchTemplate of this package, or \`{ id, version }\` of one that exists`,
  };
  throw refusalError(
    refusal([missing, ...unknownArguments(args, ARGUMENTS, GROUP_PASS_THROUGH)], "AutoScalingGroup", name),
    group,
  );
}
