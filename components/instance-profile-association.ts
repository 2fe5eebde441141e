import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { ConnectionArgs } from "./association/connection-arguments";
import { connectionOf } from "./association/connection-arguments";
import { dynamicProvider } from "./association/dynamic-provider";
import { checkedArguments } from "./checked-arguments";
import { isComponent } from "./component-type";
import { given } from "./given";
import { Instance } from "./instance";
import { InstanceProfile } from "./instance-profile";
import { planInstanceProfileAssociation } from "./instance-profile-association-plan";
import { plannedOrThrow } from "./refuse";

/** Arguments of {@link InstanceProfileAssociation}. */
export interface InstanceProfileAssociationArgs {
  /** An instance, or the id of one. */
  readonly instance: Instance | aws.ec2.Instance | pulumi.Input<string>;
  /** The profile to attach: the component, the resource, or a name or ARN. */
  readonly profile: InstanceProfile | aws.iam.InstanceProfile | pulumi.Input<string>;
  /** Take over an association that the instance has already with this profile. @default false */
  readonly adopt?: boolean;
  /** Replace an association that someone else has made. @default false */
  readonly replaceExisting?: boolean;
  /**
   * What becomes of the instance when the association is deleted: it gets the profile back that it had before, none if it
   * had none (`restore`); none (`detach`); or it is left as it is (`keep`).
   * @default "restore"
   */
  readonly onDelete?: "restore" | "detach" | "keep";
  /** How AWS is reached. @default as the aws provider of this component, or the default one, does */
  readonly connection?: ConnectionArgs;
}

/**
 * The instance profile of an instance that this stack does not own, or owns and launched with another: attached,
 * replaced without a gap in credentials while the instance runs, and given back on delete. An instance has one
 * association: no two resources, and no other stack, may hold the same instance.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/attach-iam-role.html
 */
export class InstanceProfileAssociation extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:InstanceProfileAssociation";

  /** Says whether `value` is an InstanceProfileAssociation, also one of another copy of this package. */
  static override isInstance(value: unknown): value is InstanceProfileAssociation {
    return isComponent(value, InstanceProfileAssociation.TYPE);
  }

  readonly associationId: pulumi.Output<string>;
  readonly instanceId: pulumi.Output<string>;
  /** ARN of the profile that the instance has. */
  readonly profileArn: pulumi.Output<string>;
  /** What the next, or at the end the last, update does to the instance; known at preview where the instance is. */
  readonly plan: pulumi.Output<string>;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: InstanceProfileAssociationArgs, opts?: pulumi.ComponentResourceOptions) {
    super(InstanceProfileAssociation.TYPE, name, {}, opts);
    const { connection, ...others } = args;
    const input = { ...given(others), instance: idOf(args.instance), profile: profileNameOf(args.profile) };
    const checked = checkedArguments(this, name, input, planInstanceProfileAssociation);
    const settings = plannedOrThrow(
      planInstanceProfileAssociation({
        ...given({ adopt: args.adopt, replaceExisting: args.replaceExisting, onDelete: args.onDelete }),
        instance: "i-00000000",
        profile: "any",
        connectionSettings: Object.keys(given(connection ?? {})),
      }),
      "InstanceProfileAssociation",
      name,
      this,
    );
    const common = {
      instanceId: checked.instance,
      instanceMayBeNew: mayBeNew(args.instance),
      connection: connectionOf(this, connection),
    };
    const record = new FormerProfileResource(name, common, { parent: this });
    const association = new AssociationResource(
      name,
      {
        ...common,
        ...settings,
        profile: checked.profile,
        profileMayBeNew: mayBeNew(args.profile),
        former: record.former,
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.associationId = association.associationId;
    this.instanceId = association.instanceId;
    this.profileArn = association.profileArn;
    this.plan = association.plan;
    this.registerOutputs({
      associationId: this.associationId,
      instanceId: this.instanceId,
      profileArn: this.profileArn,
      plan: this.plan,
    });
  }
}

/** Remembers, before anything is changed, which profile the instance had. */
class FormerProfileResource extends pulumi.dynamic.Resource {
  declare readonly former: pulumi.Output<object>;

  constructor(name: string, inputs: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
    const provider = dynamicProvider("formerProfileHandlers");
    super(provider, name, { ...inputs, former: undefined }, opts, "ec2-identity", "FormerInstanceProfile");
  }
}

class AssociationResource extends pulumi.dynamic.Resource {
  declare readonly associationId: pulumi.Output<string>;
  declare readonly instanceId: pulumi.Output<string>;
  declare readonly profileArn: pulumi.Output<string>;
  declare readonly plan: pulumi.Output<string>;

  constructor(name: string, inputs: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
    const provider = dynamicProvider("associationHandlers");
    const outputs = { associationId: undefined, profileArn: undefined, plan: undefined };
    super(provider, name, { ...inputs, ...outputs }, opts, "ec2-identity", "InstanceProfileAssociation");
  }
}

function idOf(instance: InstanceProfileAssociationArgs["instance"]): pulumi.Input<string> {
  return Instance.isInstance(instance) || aws.ec2.Instance.isInstance(instance) ? instance.id : instance;
}

function profileNameOf(profile: InstanceProfileAssociationArgs["profile"]): pulumi.Input<string> {
  return InstanceProfile.isInstance(profile) || aws.iam.InstanceProfile.isInstance(profile) ? profile.name : profile;
}

/**
 * Says whether the value comes from a resource of this program, which may have been made a moment ago. What stands in
 * the program, or comes from another stack, was there before: if it is not found it is wrong.
 */
function mayBeNew(value: unknown): pulumi.Input<boolean> {
  if (pulumi.Resource.isInstance(value)) {
    return true;
  }
  if (!pulumi.Output.isInstance(value)) {
    return false;
  }
  const resources = (value as unknown as { allResources(): Promise<ReadonlySet<pulumi.Resource>> }).allResources();
  return resources.then((all) => [...all].some((resource) => !(resource instanceof pulumi.StackReference)));
}
