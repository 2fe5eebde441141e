import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { PublishedDocument } from "../../iam";
import { arnOf } from "../arn-of";
import { type AwsContext, awsContextOf } from "../aws-context";
import { isComponent } from "../component-type";
import { DocumentPublication } from "../document-publication";
import { given } from "../given";
import { type ArgumentNames, expectArguments, unknownArguments, withProblems } from "../known-arguments";
import { attachmentProblems, managedPolicyArns, ownManagedDocuments } from "../managed-policies";
import { describe, type Problem } from "../plan";
import { inlinePolicy, type PlannedDocument, trustPolicy } from "../planned-documents";
import { documentOf, policyArn } from "../policy-resource";
import type { ConditionsArgs, StatementArgs } from "../policy-statement";
import { attachedByOthers, RoleAttachments } from "../role-attachments";
import { ROLE_SETTINGS, type RoleSettings } from "../role-settings";
import { CrossAccountGrant } from "./cross-account-grant";
import { grantDocument } from "./cross-account-grant-plan";
import {
  type CrossAccountRoleInput,
  type CrossAccountRolePlan,
  PERMISSIONS_POLICY,
  planCrossAccountRole,
} from "./cross-account-role-plan";
import { principalArns, type TrustedPrincipal } from "./trusted-principals";

/** Arguments of {@link CrossAccountRole}. At least one of `principals`, `sourceAccount` and `organizationId`. */
export interface CrossAccountRoleArgs extends RoleSettings {
  /** Roles and users of the other account that may assume the role. @default everybody in `sourceAccount`, or in the organisation */
  readonly principals?: readonly TrustedPrincipal[];
  /** What a caller must say, where a third party assumes roles for many: agreed with it, and unique to you. */
  readonly externalId?: pulumi.Input<string>;
  /** The account that callers belong to. */
  readonly sourceAccount?: pulumi.Input<string>;
  /** The organisation that callers belong to. */
  readonly organizationId?: pulumi.Input<string>;
  /** Further conditions under which the role may be assumed. @default none */
  readonly trustConditions?: ConditionsArgs;
  /**
   * The provider of the principals' account: they get their policies through it. Without it, give them `grantDocument`, or
   * use CrossAccountGrant in that account's program.
   */
  readonly grantProvider?: aws.Provider;
  /** What the role may do; becomes the inline policy `permissions`. */
  readonly statements?: readonly StatementArgs[];
}

const ARGUMENTS: ArgumentNames<CrossAccountRoleArgs> = {
  ...ROLE_SETTINGS,
  principals: true,
  externalId: true,
  sourceAccount: true,
  organizationId: true,
  trustConditions: true,
  grantProvider: true,
  statements: true,
};

/**
 * A role that principals of another account assume, and what they need for it: the trust policy names who is granted, the
 * grant names the role, and the engine checks that both agree.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html
 */
export class CrossAccountRole extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:CrossAccountRole";

  /** Says whether `value` is a CrossAccountRole, also one of another copy of this package. */
  static override isInstance(value: unknown): value is CrossAccountRole {
    return isComponent(value, CrossAccountRole.TYPE);
  }

  readonly role: aws.iam.Role;
  /** Known at first preview. */
  readonly arn: pulumi.Output<string>;
  /** JSON text of the policy that lets its holder assume the role: for the principals of the other account. */
  readonly grantDocument: pulumi.Output<string>;
  /** The policies of the principals; absent without `grantProvider`. */
  readonly grant?: CrossAccountGrant;
  readonly documents: pulumi.Output<PublishedDocument[]>;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: CrossAccountRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    expectArguments(args, "CrossAccountRole", name);
    const context = awsContextOf(opts);
    const trusting = trustArguments(args, context);
    const settings = settingsOf(args);
    const managedPolicies = managedPolicyArns(args.managedPolicies, context.partition);
    const known = { ...trusting, ...settings, accountId: context.accountId, managedPolicies };
    const publication = publicationOf({ name, args, options: opts }, known);
    super(CrossAccountRole.TYPE, name, { documents: publication.documents }, opts);
    publication.refuse(this);

    this.role = new aws.iam.Role(
      name,
      {
        assumeRolePolicy: publication.text((plan) => plan.trustPolicy, Object.values(trusting)),
        ...attachedByOthers(args.exclusive ?? true),
        ...settings,
        ...given({ tags: args.tags }),
      },
      { parent: this },
    );
    attachPolicies(this, name, args, publication, managedPolicies);
    this.arn = arnOf(this.role);
    this.grantDocument = this.arn.apply((arn) => JSON.stringify(grantDocument(arn)));
    this.documents = publication.documents;
    if (args.grantProvider !== undefined && args.principals !== undefined) {
      this.grant = new CrossAccountGrant(
        name,
        { roleArn: this.arn, principals: args.principals },
        { parent: this, provider: args.grantProvider },
      );
    }
    this.registerOutputs({
      role: this.role,
      arn: this.arn,
      grantDocument: this.grantDocument,
      documents: this.documents,
    });
  }
}

/** Checks the arguments, with those of `known` resolved to what the plan takes, and publishes the documents. */
function publicationOf({ name, args, options }: Constructed, known: object): DocumentPublication<CrossAccountRolePlan> {
  const input = {
    ...known,
    grants: args.grantProvider !== undefined,
    ...given({
      statements: args.statements,
      managedDocuments: ownManagedDocuments(args.managedPolicies),
      boundaryDocument: documentOf(args.permissionsBoundary),
      exclusive: args.exclusive,
      tags: args.tags,
      allowBroadAccess: args.allowBroadAccess,
    }),
  };
  return new DocumentPublication(
    { type: CrossAccountRole.TYPE, name, options },
    input,
    (resolved: CrossAccountRoleInput, symbols) =>
      withProblems(
        [
          ...unknownArguments(args, ARGUMENTS),
          ...noProvider(args.grantProvider),
          ...attachmentProblems(args.managedPolicies),
        ],
        planCrossAccountRole(resolved, symbols),
      ),
    (plan) => plannedDocuments(name, plan),
  );
}

/** What the constructor was given. */
interface Constructed {
  readonly name: string;
  readonly args: CrossAccountRoleArgs;
  readonly options: pulumi.ComponentResourceOptions | undefined;
}

/** The arguments that the trust policy is made of. */
function trustArguments(args: CrossAccountRoleArgs, { partition }: AwsContext) {
  return {
    partition,
    principals: principalArns(args.principals),
    ...given({
      externalId: args.externalId,
      sourceAccount: args.sourceAccount,
      organizationId: args.organizationId,
      trustConditions: args.trustConditions,
    }),
  };
}

/** The arguments that are the role's own. */
function settingsOf(args: CrossAccountRoleArgs) {
  return given({
    name: args.name,
    path: args.path,
    description: args.description,
    maxSessionDuration: args.maxSessionDuration,
    permissionsBoundary: policyArn(args.permissionsBoundary),
  });
}

function plannedDocuments(name: string, plan: CrossAccountRolePlan): readonly PlannedDocument[] {
  const { permissions } = plan;
  const trust = trustPolicy(name, plan.trustPolicy);
  return permissions === undefined ? [trust] : [trust, inlinePolicy(`${name}-${PERMISSIONS_POLICY}`, permissions)];
}

function attachPolicies(
  parent: CrossAccountRole,
  name: string,
  args: CrossAccountRoleArgs,
  publication: DocumentPublication<CrossAccountRolePlan>,
  managed: Readonly<Record<string, pulumi.Input<string>>>,
): void {
  const attachments = new RoleAttachments(name, parent.role, args.exclusive ?? true);
  if (args.statements !== undefined && args.statements.length > 0) {
    const policy = publication.text((plan) => plan.permissions ?? {}, [args.statements]);
    attachments.put(`${name}-${PERMISSIONS_POLICY}`, { name: PERMISSIONS_POLICY, policy }, parent);
  }
  for (const [attachment, arn] of Object.entries(managed)) attachments.attach(`${name}-${attachment}`, arn, parent);
}

function noProvider(provider: unknown): readonly Problem[] {
  return provider === undefined || aws.Provider.isInstance(provider)
    ? []
    : [
        {
          property: "grantProvider",
          message: `got ${describe(provider)}, expected an aws.Provider of the account of the principals`,
        },
      ];
}
