import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { PublishedDocument } from "../../iam";
import { awsContextOf } from "../aws-context";
import { isComponent } from "../component-type";
import { DocumentPublication } from "../document-publication";
import { given } from "../given";
import { InstanceRole } from "../instance-role";
import { type ArgumentNames, expectArguments, unknownArguments, withProblems } from "../known-arguments";
import { identityPolicy } from "../planned-documents";
import type { Problem } from "../plan";
import { type CrossAccountGrantInput, planCrossAccountGrant } from "./cross-account-grant-plan";
import { principalArns, type TrustedPrincipal } from "./trusted-principals";

/** Arguments of {@link CrossAccountGrant}. */
export interface CrossAccountGrantArgs {
  /** The role in the other account. */
  readonly roleArn: pulumi.Input<string>;
  /** Roles and users of this account that may assume it: resources, or ARNs that are known when the program runs. */
  readonly principals: readonly TrustedPrincipal[];
  /** The trust policy of the role, in AWS's JSON shape: whether it lets the principals in is then checked. */
  readonly trustPolicy?: pulumi.Input<string> | pulumi.Input<object>;
}

const ARGUMENTS: ArgumentNames<CrossAccountGrantArgs> = { roleArn: true, principals: true, trustPolicy: true };

/**
 * The side of those who assume a role of another account: an inline policy for each of them that names exactly the role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
 */
export class CrossAccountGrant extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:CrossAccountGrant";

  /** Says whether `value` is a CrossAccountGrant, also one of another copy of this package. */
  static override isInstance(value: unknown): value is CrossAccountGrant {
    return isComponent(value, CrossAccountGrant.TYPE);
  }

  /** JSON text of the document that each principal gets. */
  readonly document: pulumi.Output<string>;
  readonly documents: pulumi.Output<PublishedDocument[]>;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: CrossAccountGrantArgs, opts?: pulumi.ComponentResourceOptions) {
    expectArguments(args, "CrossAccountGrant", name);
    const principals = principalArns(args.principals);
    const holders = Array.isArray(args.principals)
      ? args.principals.map((principal: TrustedPrincipal, index) => holderOf(principal, `${name}-${index}`))
      : [];
    const publication = new DocumentPublication(
      { type: CrossAccountGrant.TYPE, name, options: opts },
      {
        ...given({ roleArn: args.roleArn, trustPolicy: args.trustPolicy }),
        principals,
        accountId: awsContextOf(opts).accountId,
      },
      (input: CrossAccountGrantInput, symbols) =>
        withProblems(
          [...unknownArguments(args, ARGUMENTS), ...unclear(holders)],
          planCrossAccountGrant(input, symbols),
        ),
      (plan) =>
        holders.flatMap((holder) =>
          holder === undefined ? [] : [identityPolicy({ type: holder.type, name: holder.resourceName }, plan.document)],
        ),
    );
    super(CrossAccountGrant.TYPE, name, { documents: publication.documents }, opts);
    publication.refuse(this);

    this.document = publication.text((plan) => plan.document, [args.roleArn, args.trustPolicy]);
    this.documents = publication.documents;
    for (const holder of holders) holder?.put(this, name);
    this.registerOutputs({ document: this.document, documents: this.documents });
  }
}

/** How one principal gets its policy. */
interface Holder {
  readonly type: string;
  readonly resourceName: string;
  put(grant: CrossAccountGrant, policyName: string): void;
}

const USER_POLICY = "aws:iam/userPolicy:UserPolicy";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

/** Undefined for an ARN that is not known when the program runs: whether it is a role or a user decides what is made. */
function holderOf(principal: TrustedPrincipal, resourceName: string): Holder | undefined {
  if (InstanceRole.isInstance(principal)) {
    return {
      type: ROLE_POLICY,
      resourceName,
      put: (grant, policyName) => {
        const policy = { name: policyName, policy: grant.document };
        principal.putInlinePolicy(resourceName, policy, grant, grant.documents);
      },
    };
  }
  const arn = typeof principal === "string" ? /:(role|user)\/(?:.*\/)?([^/]+)$/.exec(principal) : undefined;
  if (aws.iam.User.isInstance(principal) || arn?.[1] === "user") {
    const user = aws.iam.User.isInstance(principal) ? principal.name : (arn?.[2] ?? "");
    return {
      type: USER_POLICY,
      resourceName,
      put: (parent, policyName) => {
        new aws.iam.UserPolicy(resourceName, { user, name: policyName, policy: parent.document }, { parent });
      },
    };
  }
  if (!aws.iam.Role.isInstance(principal) && arn?.[1] !== "role") return undefined;
  const role = aws.iam.Role.isInstance(principal) ? principal.name : (arn?.[2] ?? "");
  return {
    type: ROLE_POLICY,
    resourceName,
    put: (parent, policyName) => {
      new aws.iam.RolePolicy(resourceName, { role, name: policyName, policy: parent.document }, { parent });
    },
  };
}

function unclear(holders: readonly (Holder | undefined)[]): readonly Problem[] {
  return holders.flatMap((holder, index) =>
    holder === undefined
      ? [
          {
            property: `principals[${index}]`,
            message: "expected a role or user of this program, or the ARN of one that is known when the program runs",
          },
        ]
      : [],
  );
}
