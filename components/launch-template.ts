import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { checkedArguments } from "./checked-arguments";
import { isComponent } from "./component-type";
import type { DataDiskArgs, RootDiskArgs } from "./disks";
import { templateDisk } from "./disks";
import { given } from "./given";
import { type ArgumentNames, expectArguments, unknownArguments, withProblems } from "./known-arguments";
import { latestAmazonLinux } from "./latest-amazon-linux";
import { checkedProfile, identityProblems, type LaunchIdentity, launchInput, launchProfile } from "./launch-identity";
import { metadataOptionsFor } from "./launch-plan";
import { TEMPLATE_PASS_THROUGH, planLaunchTemplate } from "./launch-template-plan";

/** The arguments of aws.ec2.LaunchTemplate that pass through the component. */
export type PassThroughLaunchTemplateArgs = Omit<
  aws.ec2.LaunchTemplateArgs,
  | "metadataOptions"
  | "iamInstanceProfile"
  | "blockDeviceMappings"
  | "networkInterfaces"
  | "vpcSecurityGroupIds"
  | "securityGroupNames"
  | "instanceType"
  | "imageId"
  | "userData"
  | "tags"
  | "tagSpecifications"
  | "defaultVersion"
  | "updateDefaultVersion"
>;

/** Arguments of {@link LaunchTemplate}. Exactly one of `role` and `profile` is given. */
export interface LaunchTemplateArgs extends LaunchIdentity {
  /** @default none: a group names the types */
  readonly instanceType?: pulumi.Input<string>;
  /** Id of the image. @default the latest Amazon Linux 2023; a newer release does not make a new version */
  readonly imageId?: pulumi.Input<string>;
  /** Processor of the default image. @default "x86_64" */
  readonly architecture?: "x86_64" | "arm64";
  /** Makes a new version when there is a newer release of the default image. @default false */
  readonly followImage?: boolean;
  /** Name of the image's root device: what is not named cannot be encrypted. @default "/dev/xvda", that of Amazon Linux */
  readonly rootDeviceName?: pulumi.Input<string>;
  readonly rootDisk?: RootDiskArgs;
  readonly dataDisks?: readonly DataDiskArgs[];
  readonly securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** @default false */
  readonly publicIpAddress?: pulumi.Input<boolean>;
  /** Containers on the instances fetch credentials themselves: the hop limit is 2 instead of 1. @default false */
  readonly containers?: boolean;
  /** Plain text; it is encoded for AWS. */
  readonly userData?: pulumi.Input<string>;
  /** Tags of the template, and of the instances, disks and interfaces that are made from it. */
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Whatever else aws.ec2.LaunchTemplate takes. */
  readonly template?: PassThroughLaunchTemplateArgs;
}

const ARGUMENTS: ArgumentNames<LaunchTemplateArgs> = {
  role: true,
  profile: true,
  instanceType: true,
  imageId: true,
  architecture: true,
  followImage: true,
  rootDeviceName: true,
  rootDisk: true,
  dataDisks: true,
  securityGroupIds: true,
  publicIpAddress: true,
  containers: true,
  userData: true,
  tags: true,
  template: true,
};

/**
 * A launch template with the same guarantees as {@link Instance}: an instance profile, IMDSv2 only, encrypted disks, no
 * public address unless asked for.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html
 */
export class LaunchTemplate extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:LaunchTemplate";

  /** Says whether `value` is a LaunchTemplate, also one of another copy of this package. */
  static override isInstance(value: unknown): value is LaunchTemplate {
    return isComponent(value, LaunchTemplate.TYPE);
  }

  readonly template: aws.ec2.LaunchTemplate;
  readonly id: pulumi.Output<string>;
  /** Number of the newest version, to pin. Unknown at preview while a new version is to be made. */
  readonly version: pulumi.Output<string>;
  /** Name or ARN of the instance profile. */
  readonly instanceProfile: pulumi.Output<string>;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: LaunchTemplateArgs, opts?: pulumi.ComponentResourceOptions) {
    expectArguments(args, "LaunchTemplate", name);
    super(LaunchTemplate.TYPE, name, { containers: args.containers ?? false }, opts);
    const checked = checkedArguments(this, name, launchInput(args), (input) =>
      withProblems(
        [...unknownArguments(args, ARGUMENTS, TEMPLATE_PASS_THROUGH), ...identityProblems(args)],
        planLaunchTemplate(input),
      ),
    );
    this.instanceProfile = checkedProfile(launchProfile(name, args, this), checked);
    this.template = new aws.ec2.LaunchTemplate(
      name,
      {
        ...templateArgs(args, this.instanceProfile),
        imageId: args.imageId ?? latestAmazonLinux(args.architecture ?? "x86_64", this),
      },
      {
        parent: this,
        ...(args.imageId === undefined && args.followImage !== true ? { ignoreChanges: ["imageId"] } : {}),
      },
    );
    this.id = this.template.id;
    this.version = this.template.latestVersion.apply((version) => String(version));
    this.registerOutputs({
      template: this.template,
      id: this.id,
      version: this.version,
      instanceProfile: this.instanceProfile,
    });
  }
}

/** What the template is made with, its image apart: what passes through, and over it what the component guarantees. */
function templateArgs(args: LaunchTemplateArgs, instanceProfile: pulumi.Output<string>): aws.ec2.LaunchTemplateArgs {
  return {
    ...args.template,
    iamInstanceProfile: instanceProfile.apply(profileReference),
    metadataOptions: { ...metadataOptionsFor(args.containers ?? false) },
    blockDeviceMappings: disks(args),
    networkInterfaces: [networkInterface(args)],
    updateDefaultVersion: true,
    ...tagged(args.tags),
    ...given({
      instanceType: args.instanceType,
      userData:
        args.userData === undefined
          ? undefined
          : pulumi.output(args.userData).apply((text) => Buffer.from(text).toString("base64")),
    }),
  };
}

/** AWS takes the name of a profile, or its ARN. */
function profileReference(nameOrArn: string): { readonly arn: string } | { readonly name: string } {
  return nameOrArn.startsWith("arn:") ? { arn: nameOrArn } : { name: nameOrArn };
}

function disks(args: LaunchTemplateArgs) {
  return [
    { deviceName: args.rootDeviceName ?? "/dev/xvda", ebs: templateDisk(args.rootDisk ?? {}) },
    ...(args.dataDisks ?? []).map((disk) => ({ deviceName: disk.deviceName, ebs: templateDisk(disk) })),
  ];
}

/** Templates take booleans as texts here. */
function networkInterface(args: LaunchTemplateArgs) {
  return {
    deviceIndex: 0,
    deleteOnTermination: "true",
    associatePublicIpAddress: pulumi.output(args.publicIpAddress ?? false).apply((wanted) => String(wanted)),
    ...given({ securityGroups: args.securityGroupIds }),
  };
}

function tagged(tags: LaunchTemplateArgs["tags"]) {
  return tags === undefined
    ? {}
    : {
        tags,
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
      };
}
