import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { checkedArguments } from "./checked-arguments";
import { isComponent } from "./component-type";
import { given } from "./given";
import { planInstanceMetadataDefaults } from "./instance-metadata-defaults-plan";
import { type ArgumentNames, expectArguments, unknownArguments, withProblems } from "./known-arguments";
import { metadataOptionsFor } from "./launch-plan";

/** Arguments of {@link InstanceMetadataDefaults}. */
export interface InstanceMetadataDefaultsArgs {
  /** Containers fetch credentials themselves: the hop limit is 2 instead of 1. @default false */
  readonly containers?: boolean;
  /** @default the region of the provider */
  readonly region?: pulumi.Input<string>;
}

const ARGUMENTS: ArgumentNames<InstanceMetadataDefaultsArgs> = { containers: true, region: true };

/**
 * What an instance gets where its launch says nothing, in one account and region: IMDSv2 only. A launch that asks for
 * IMDSv1 still gets it; `organizationPolicies` has the documents that deny it. One for each region that is used.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html#set-imdsv2-account-defaults
 */
export class InstanceMetadataDefaults extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:InstanceMetadataDefaults";

  /** Says whether `value` is an InstanceMetadataDefaults, also one of another copy of this package. */
  static override isInstance(value: unknown): value is InstanceMetadataDefaults {
    return isComponent(value, InstanceMetadataDefaults.TYPE);
  }

  readonly defaults: aws.ec2.InstanceMetadataDefaults;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: InstanceMetadataDefaultsArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    expectArguments(args, "InstanceMetadataDefaults", name);
    const containers = args.containers ?? false;
    super(InstanceMetadataDefaults.TYPE, name, { containers }, opts);
    const { region } = checkedArguments(this, name, given({ containers, region: args.region }), (input) =>
      withProblems(unknownArguments(args, ARGUMENTS), planInstanceMetadataDefaults(input)),
    );
    this.defaults = new aws.ec2.InstanceMetadataDefaults(
      name,
      { ...metadataOptionsFor(containers), ...given({ region }) },
      { parent: this },
    );
    this.registerOutputs({ defaults: this.defaults });
  }
}
