import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { PublishedDocument } from "../iam";
import type { BroadAccessArgs } from "./broad-access-plan";
import { checkAccessTogether } from "./broad-access-together-plan";
import { isComponent } from "./component-type";
import { DocumentPublication } from "./document-publication";
import { InstanceRole } from "./instance-role";
import { type InstanceRoleGrantInput, planInstanceRoleGrant } from "./instance-role-grant-plan";
import { type ArgumentNames, expectArguments, unknownArguments, withProblems } from "./known-arguments";
import { describe } from "./plan";
import type { StatementArgs } from "./policy-statement";
import { logWarnings, plannedOrThrow, refusal, refusalError } from "./refuse";
import { knownPermissions, type RolePermissions } from "./role-permissions";

/** Arguments of {@link InstanceRoleGrant}. */
export interface InstanceRoleGrantArgs {
  readonly role: InstanceRole;
  /** What the role may do beside what it was made with; `grants` has statements for the usual. */
  readonly statements: readonly StatementArgs[];
  /** Name of the inline policy, unique in the role. @default the component's name */
  readonly policyName?: string;
  /** Accepts statements that give administrator access, or let the role pass every role. @default they are refused */
  readonly allowBroadAccess?: BroadAccessArgs;
}

const ARGUMENTS: ArgumentNames<InstanceRoleGrantArgs> = {
  role: true,
  statements: true,
  policyName: true,
  allowBroadAccess: true,
};

/**
 * Statements that an InstanceRole gets where it is used, as an inline policy of their own: whoever owns a bucket gives
 * access to it, and an exclusive role keeps it.
 */
export class InstanceRoleGrant extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:InstanceRoleGrant";

  /** Says whether `value` is an InstanceRoleGrant, also one of another copy of this package. */
  static override isInstance(value: unknown): value is InstanceRoleGrant {
    return isComponent(value, InstanceRoleGrant.TYPE);
  }

  readonly policy: aws.iam.RolePolicy;
  readonly documents: pulumi.Output<PublishedDocument[]>;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: InstanceRoleGrantArgs, opts?: pulumi.ComponentResourceOptions) {
    expectArguments(args, "InstanceRoleGrant", name);
    expectRole(args.role, name);
    const policyName = args.policyName ?? name;
    const held = args.role.permissions();
    const { boundary } = held;
    const publication = new DocumentPublication(
      { type: InstanceRoleGrant.TYPE, name, options: opts },
      {
        policyName,
        statements: args.statements,
        allowBroadAccess: args.allowBroadAccess,
        permissionsBoundary: boundary?.kind === "managed" ? boundary.arn : undefined,
        boundaryDocument: boundary?.kind === "document" ? boundary.document : undefined,
      },
      (input: InstanceRoleGrantInput) => withProblems(unknownArguments(args, ARGUMENTS), planInstanceRoleGrant(input)),
      (plan) => [
        {
          policyType: "identity",
          child: { type: "aws:iam/rolePolicy:RolePolicy", name, property: "policy" },
          document: plan.document,
        },
      ],
    );
    super(InstanceRoleGrant.TYPE, name, { documents: publication.documents }, opts);
    publication.refuse(this);

    const judged =
      args.allowBroadAccess === undefined ? judgeTogether(name, held, publication.documents, this) : undefined;
    const document = publication.text((plan) => plan.document, [args.statements]);
    const policy = pulumi.all([document, judged]).apply(([text]) => text);
    this.policy = args.role.putInlinePolicy(name, { name: policyName, policy }, this, publication.documents);
    this.documents = publication.documents;
    this.registerOutputs({ policy: this.policy, documents: this.documents });
  }
}

/**
 * Warns of what is not known of the role, and may make administrator access of what it has so far and the grant.
 * @throws pulumi.ResourceError where the two give administrator access only together.
 */
async function judgeTogether(
  name: string,
  held: RolePermissions,
  documents: pulumi.Output<PublishedDocument[]>,
  grant: InstanceRoleGrant,
): Promise<void> {
  const more = await knownPermissions({ policies: [{ kind: "published", documents }] });
  const judged = checkAccessTogether(await knownPermissions(held), more);
  plannedOrThrow(judged, "InstanceRoleGrant", name, grant);
  logWarnings(judged, "InstanceRoleGrant", name, grant);
}

/** @throws pulumi.ResourceError for what is no InstanceRole: only that can be given statements after it was made. */
function expectRole(role: unknown, name: string): void {
  if (InstanceRole.isInstance(role)) return;
  const message = `got ${describe(role)}, expected an InstanceRole; for any other role: aws.iam.RolePolicy`;
  throw refusalError(refusal([{ property: "role", message }], "InstanceRoleGrant", name));
}
