import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { InlinePolicyTotal } from "./inline-policy-total";
import { programEnd } from "./program-end";
import { allowAttachment, refuseRawAttachments } from "./raw-attachments";

/**
 * What the role itself is made with. An exclusive role takes what others have attached to it away with it: IAM deletes no role
 * that has policies.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export function attachedByOthers(exclusive: boolean): Required<Pick<aws.iam.RoleArgs, "forceDetachPolicies">> {
  return { forceDetachPolicies: exclusive };
}

/**
 * What is attached to one role through this package. An exclusive role has nothing else: when the program has ended the
 * set is complete, and what is beside it is removed at the next `pulumi up` that sees it.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policies_exclusive
 */
export class RoleAttachments {
  private readonly policyNames: pulumi.Output<string>[] = [];
  private readonly policyArns: pulumi.Output<string>[] = [];
  private readonly inlineTotal: InlinePolicyTotal;
  private isClosed = false;

  constructor(
    private readonly name: string,
    private readonly role: aws.iam.Role,
    exclusive: boolean,
  ) {
    this.inlineTotal = new InlinePolicyTotal(name);
    if (exclusive) {
      refuseRawAttachments(role, name);
      this.exclude();
    }
  }

  /** Attaches a managed policy as a child of `parent`. */
  attach(name: string, policyArn: pulumi.Input<string>, parent: pulumi.Resource): aws.iam.RolePolicyAttachment {
    this.expectOpen(name);
    const attachment = allowAttachment(
      () => new aws.iam.RolePolicyAttachment(name, { role: this.role.name, policyArn }, { parent }),
    );
    this.policyArns.push(attachment.policyArn);
    return attachment;
  }

  /** Makes an inline policy as a child of `parent`. */
  put(
    name: string,
    policy: { readonly name: string; readonly policy: pulumi.Input<string> },
    parent: pulumi.Resource,
  ): aws.iam.RolePolicy {
    this.expectOpen(name);
    const document = this.inlineTotal.admit(policy.name, policy.policy, parent);
    const args = { name: policy.name, policy: document, role: this.role.name };
    const inline = allowAttachment(() => new aws.iam.RolePolicy(name, args, { parent }));
    this.policyNames.push(inline.name);
    return inline;
  }

  /**
   * The parent is the role itself, a resource and no component: who depends on the component does not wait for what
   * comes at the end of the program.
   */
  private exclude(): void {
    const complete = programEnd().then(() => {
      this.isClosed = true;
    });
    const whenComplete = (list: pulumi.Output<string>[]) =>
      pulumi.output(complete.then(() => pulumi.all(list).apply((items) => items.toSorted())));
    const roleName = this.role.name;
    const options = { parent: this.role };
    new aws.iam.RolePoliciesExclusive(this.name, { roleName, policyNames: whenComplete(this.policyNames) }, options);
    new aws.iam.RolePolicyAttachmentsExclusive(
      this.name,
      { roleName, policyArns: whenComplete(this.policyArns) },
      options,
    );
  }

  private expectOpen(name: string): void {
    if (this.isClosed) {
      throw new pulumi.RunError(
        `\`${name}\` comes to the exclusive role \`${this.name}\` after the program has ended: attach it before, ` +
          "outside of `apply`, or set `exclusive: false` on the role",
      );
    }
  }
}
