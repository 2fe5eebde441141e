import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { checkedArguments } from "./checked-arguments";
import { isComponent } from "./component-type";
import type { DataDiskArgs, RootDiskArgs } from "./disks";
import { instanceDisk } from "./disks";
import { given } from "./given";
import { INSTANCE_PASS_THROUGH, planInstance, takesInterface } from "./instance-plan";
import { nameOfArn } from "./instance-profile-plan";
import { type ArgumentNames, expectArguments, unknownArguments, withProblems } from "./known-arguments";
import { latestAmazonLinux } from "./latest-amazon-linux";
import { checkedProfile, identityProblems, type LaunchIdentity, launchInput, launchProfile } from "./launch-identity";
import { metadataOptionsFor } from "./launch-plan";

/** The arguments of aws.ec2.Instance that pass through the component; `rootBlockDevice` and `ebsBlockDevices` stay encrypted. */
export type PassThroughInstanceArgs = Omit<
  aws.ec2.InstanceArgs,
  | "metadataOptions"
  | "iamInstanceProfile"
  | "associatePublicIpAddress"
  | "instanceType"
  | "ami"
  | "subnetId"
  | "vpcSecurityGroupIds"
  | "userData"
  | "tags"
  | "launchTemplate"
>;

/** How an instance ends. */
export interface TerminationArgs {
  /** Refuses ec2:TerminateInstances. @default false */
  readonly protect?: pulumi.Input<boolean>;
  /** Refuses ec2:StopInstances. @default false */
  readonly protectFromStop?: pulumi.Input<boolean>;
  /** What a shutdown from within does. @default "stop" */
  readonly onShutdown?: "stop" | "terminate";
}

/** Arguments of {@link Instance}. Exactly one of `role` and `profile` is given. */
export interface InstanceArgs extends LaunchIdentity {
  readonly instanceType: pulumi.Input<string>;
  /** Id of the image. @default the latest Amazon Linux 2023; a newer release does not replace the instance */
  readonly imageId?: pulumi.Input<string>;
  /** Processor of the default image. @default "x86_64" */
  readonly architecture?: "x86_64" | "arm64";
  readonly subnetId?: pulumi.Input<string>;
  readonly securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** @default false */
  readonly publicIpAddress?: pulumi.Input<boolean>;
  /** Containers on the instance fetch credentials themselves: the hop limit is 2 instead of 1. @default false */
  readonly containers?: boolean;
  /** Replaces the instance when there is a newer release of the default image. @default false */
  readonly followImage?: boolean;
  /** @default the size of the image, gp3, encrypted */
  readonly rootDisk?: RootDiskArgs;
  /** Further disks, encrypted. @default none */
  readonly dataDisks?: readonly DataDiskArgs[];
  readonly termination?: TerminationArgs;
  readonly userData?: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Whatever else aws.ec2.Instance takes. */
  readonly instance?: PassThroughInstanceArgs;
}

const ARGUMENTS: ArgumentNames<InstanceArgs> = {
  role: true,
  profile: true,
  instanceType: true,
  imageId: true,
  architecture: true,
  subnetId: true,
  securityGroupIds: true,
  publicIpAddress: true,
  containers: true,
  followImage: true,
  rootDisk: true,
  dataDisks: true,
  termination: true,
  userData: true,
  tags: true,
  instance: true,
};

/**
 * An instance with its instance profile: IMDSv2 only, encrypted disks, no public address unless asked for.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
export class Instance extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:Instance";

  /** Says whether `value` is an Instance, also one of another copy of this package. */
  static override isInstance(value: unknown): value is Instance {
    return isComponent(value, Instance.TYPE);
  }

  readonly instance: aws.ec2.Instance;
  readonly id: pulumi.Output<string>;
  readonly privateIp: pulumi.Output<string>;
  /** Name of the instance profile. */
  readonly instanceProfile: pulumi.Output<string>;
  /** Name of the role, where it is known to this program. */
  readonly instanceRole?: pulumi.Output<string>;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: InstanceArgs, opts?: pulumi.ComponentResourceOptions) {
    expectArguments(args, "Instance", name);
    super(Instance.TYPE, name, { containers: args.containers ?? false }, opts);
    const checked = checkedArguments(this, name, launchInput(args), (input) =>
      withProblems(
        [...unknownArguments(args, ARGUMENTS, INSTANCE_PASS_THROUGH), ...identityProblems(args)],
        planInstance(input),
      ),
    );
    const own = launchProfile(name, args, this);
    this.instanceProfile = checkedProfile(own, checked).apply(nameOfArn);
    if (own !== undefined) this.instanceRole = own.roleName;
    this.instance = new aws.ec2.Instance(
      name,
      {
        ...instanceArgs(args, this.instanceProfile),
        ami: args.imageId ?? latestAmazonLinux(args.architecture ?? "x86_64", this),
      },
      { parent: this, ...(args.imageId === undefined && args.followImage !== true ? { ignoreChanges: ["ami"] } : {}) },
    );
    this.id = this.instance.id;
    this.privateIp = this.instance.privateIp;
    this.registerOutputs({
      instance: this.instance,
      id: this.id,
      privateIp: this.privateIp,
      instanceProfile: this.instanceProfile,
      ...given({ instanceRole: this.instanceRole }),
    });
  }
}

/** What the instance is made with, its image apart: what passes through, and over it what the component guarantees. */
function instanceArgs(args: InstanceArgs, iamInstanceProfile: pulumi.Output<string>): aws.ec2.InstanceArgs {
  const { instance: passedThrough = {}, termination } = args;
  return {
    ...passedThrough,
    instanceType: args.instanceType,
    iamInstanceProfile,
    metadataOptions: { ...metadataOptionsFor(args.containers ?? false) },
    rootBlockDevice:
      args.rootDisk === undefined ? encrypted(passedThrough.rootBlockDevice ?? {}) : instanceDisk(args.rootDisk),
    ...dataDisks(args),
    ...publicAddress(args),
    ...given({
      disableApiTermination: termination?.protect,
      disableApiStop: termination?.protectFromStop,
      instanceInitiatedShutdownBehavior: termination?.onShutdown,
      subnetId: args.subnetId,
      vpcSecurityGroupIds: args.securityGroupIds,
      userData: args.userData,
      tags: args.tags,
    }),
  };
}

function encrypted(disk: NonNullable<PassThroughInstanceArgs["rootBlockDevice"]>) {
  return pulumi.output(disk).apply((known) => ({ ...known, encrypted: true }));
}

function dataDisks(args: InstanceArgs): Pick<aws.ec2.InstanceArgs, "ebsBlockDevices"> {
  const own = (args.dataDisks ?? []).map((disk) => ({ deviceName: disk.deviceName, ...instanceDisk(disk) }));
  const passedThrough = args.instance?.ebsBlockDevices;
  if (passedThrough === undefined) {
    return own.length === 0 ? {} : { ebsBlockDevices: own };
  }
  const others = pulumi
    .output(passedThrough)
    .apply((disks) => (disks ?? []).map((disk) => ({ ...disk, encrypted: true })));
  return { ebsBlockDevices: pulumi.all([others, own]).apply(([some, more]) => [...some, ...more]) };
}

/** Where the instance takes a network interface that exists, its address is that of the interface. */
function publicAddress(args: InstanceArgs): Pick<aws.ec2.InstanceArgs, "associatePublicIpAddress"> {
  return takesInterface(args.instance) ? {} : { associatePublicIpAddress: args.publicIpAddress ?? false };
}
