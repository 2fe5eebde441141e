import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { arnOf } from "./arn-of";
import { checkedArguments } from "./checked-arguments";
import { isComponent } from "./component-type";
import { given } from "./given";
import { nameOfArn, planInstanceProfile } from "./instance-profile-plan";
import { InstanceRole } from "./instance-role";
import { type ArgumentNames, expectArguments, unknownArguments, withProblems } from "./known-arguments";
import { roleResource } from "./policy-resource";

/** A role as an argument: the component, the resource, or a name or ARN. */
export type RoleArgument = InstanceRole | aws.iam.Role | pulumi.Input<string>;

/** Arguments of {@link InstanceProfile}. */
export interface InstanceProfileArgs {
  /** The one role of the profile. */
  readonly role: RoleArgument;
  /**
   * A name that is given stays when the role becomes another, and AWS takes no second profile of it: such an update is
   * refused until `name` is another too. @default the role's name
   */
  readonly name?: pulumi.Input<string>;
  /** @default "/" */
  readonly path?: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

const ARGUMENTS: ArgumentNames<InstanceProfileArgs> = { role: true, name: true, path: true, tags: true };

/**
 * An instance profile that holds exactly one role and is named like it. Another role makes another profile: what is
 * inside a profile is never swapped, unless it was swapped behind the program's back: a refresh then gets the role back.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
 */
export class InstanceProfile extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:InstanceProfile";

  /** Says whether `value` is an InstanceProfile, also one of another copy of this package. */
  static override isInstance(value: unknown): value is InstanceProfile {
    return isComponent(value, InstanceProfile.TYPE);
  }

  readonly profile: aws.iam.InstanceProfile;
  readonly name: pulumi.Output<string>;
  /** Known at first preview. */
  readonly arn: pulumi.Output<string>;
  readonly roleName: pulumi.Output<string>;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: InstanceProfileArgs, opts?: pulumi.ComponentResourceOptions) {
    expectArguments(args, "InstanceProfile", name);
    super(InstanceProfile.TYPE, name, {}, opts);
    const role = roleNameOrArn(args.role);
    const trustPolicy = roleResource(args.role)?.assumeRolePolicy;
    const { role: checkedRole } = checkedArguments(this, name, { ...given({ ...args, trustPolicy }), role }, (input) =>
      withProblems(unknownArguments(args, ARGUMENTS), planInstanceProfile(input)),
    );
    this.roleName = pulumi.output(checkedRole).apply((nameOrArn) => nameOfArn(nameOrArn));
    this.profile = new aws.iam.InstanceProfile(
      name,
      {
        name: args.name ?? this.roleName,
        role: this.roleName,
        ...given({ path: args.path, tags: args.tags }),
      },
      // The role that the program gives, and not the one that a refresh finds: for that no other profile of the name is made.
      { parent: this, replacementTrigger: this.roleName },
    );
    this.name = this.profile.name;
    this.arn = arnOf(this.profile);
    this.registerOutputs({ profile: this.profile, name: this.name, arn: this.arn, roleName: this.roleName });
  }
}

/** Returns the name of the role, or its ARN where only that was given. */
function roleNameOrArn(role: RoleArgument): pulumi.Input<string> {
  if (InstanceRole.isInstance(role)) {
    return role.name;
  }
  return aws.iam.Role.isInstance(role) ? role.name : role;
}
