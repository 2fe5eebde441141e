import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { PublishedPassRole } from "../../ec2/published-pass-role";
import type { PublishedDocument } from "../../iam";
import { arnOf } from "../arn-of";
import { awsContextOf } from "../aws-context";
import { isComponent } from "../component-type";
import { DocumentPublication } from "../document-publication";
import { given } from "../given";
import { InstanceRole } from "../instance-role";
import { type ArgumentNames, expectArguments, unknownArguments, withProblems } from "../known-arguments";
import { customerManagedPolicy, type PlannedDocument } from "../planned-documents";
import { logWarnings, plannedOrThrow } from "../refuse";
import type { RoleGain } from "./gains-plan";
import type { PassRoleGuardArgs } from "./guard-arguments";
import { guardReferences, holderName, passerReferences } from "./guard-references";
import { conflictsOfHolder } from "./guards-of-holder";
import { type PassRoleGuardInput, RIGHTS_ENDING } from "./guard-schema-plan";
import { type JudgedGuard, type Judgement, judgePassedRoles, judgeWhenComplete } from "./judge-passed-roles";
import { passerProblems } from "./passer-documents-plan";
import { hasRights, type PassRoleGuardPlan, planPassRoleGuard } from "./pass-role-guard-plan";

const ARGUMENTS: ArgumentNames<PassRoleGuardArgs> = {
  roles: true,
  rolePrefix: true,
  services: true,
  exclusive: true,
  preventBypass: true,
  launch: true,
  association: true,
  groups: true,
  templates: true,
  passer: true,
  allowGain: true,
  policyName: true,
  user: true,
  role: true,
  group: true,
};

/**
 * Who may pass which roles to EC2: exactly these roles, to EC2 alone, in this account, and nothing that goes around it.
 * Where the guard knows what its holder may do, a passed InstanceRole that may do more fails the preview.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export class PassRoleGuard extends pulumi.ComponentResource {
  static readonly TYPE = "ec2-identity:index:PassRoleGuard";

  /** Says whether `value` is a PassRoleGuard, also one of another copy of this package. */
  static override isInstance(value: unknown): value is PassRoleGuard {
    return isComponent(value, PassRoleGuard.TYPE);
  }

  /** The managed policy that the holder carries; absent without a holder. */
  readonly policy?: aws.iam.Policy;
  /** The managed policy with the rights that were asked for; absent without a holder or rights. */
  readonly rightsPolicy?: aws.iam.Policy;
  /** JSON text of all statements, those of the rights included. */
  readonly document: pulumi.Output<string>;
  readonly documents: pulumi.Output<PublishedDocument[]>;
  /** Who may pass which roles, for whoever judges the whole stack; known at preview. */
  readonly passRole: pulumi.Output<PublishedPassRole | undefined>;
  /** What the passed roles may do and the holder may not, where `allowGain` accepts it. */
  readonly gains: pulumi.Output<readonly RoleGain[]>;

  /** @throws pulumi.ResourceError that lists every argument that cannot be used. */
  constructor(name: string, args: PassRoleGuardArgs, opts?: pulumi.ComponentResourceOptions) {
    expectArguments(args, "PassRoleGuard", name);
    const { partition, accountId, ec2ServicePrincipal } = awsContextOf(opts);
    const input = { partition, accountId, ec2ServicePrincipal, ...guardReferences(args) };
    const publication = new DocumentPublication(
      { type: PassRoleGuard.TYPE, name, options: opts },
      input,
      (resolved: PassRoleGuardInput, symbols) =>
        withProblems(
          [...unknownArguments(args, ARGUMENTS), ...passerProblems(passerReferences(args.passer))],
          planPassRoleGuard(resolved, symbols),
        ),
      (plan) => (input.holders.length === 0 ? [] : heldDocuments(name, plan)),
    );
    const judgement = judge(name, args, input, publication);
    const passRole = pulumi.output(publish(publication, judgement));
    super(PassRoleGuard.TYPE, name, { documents: publication.documents, passRole }, opts);
    publication.refuse(this);

    const text = (select: (plan: PassRoleGuardPlan) => object) =>
      pulumi.all([publication.text(select, Object.values(input)), judgement]).apply(([document]) => document);
    this.document = text((plan) => plan.document);
    this.documents = publication.documents;
    this.passRole = passRole;
    this.gains = pulumi.output(judgement.then(({ gains }) => gains)) as pulumi.Output<readonly RoleGain[]>;
    if (input.holders.length > 0) {
      this.policy = new aws.iam.Policy(
        name,
        { policy: text((plan) => plan.guard), ...given({ name: args.policyName }) },
        { parent: this },
      );
      attach(name, args, this.policy, this);
    }
    if (input.holders.length > 0 && hasRights(args)) {
      const policyName = args.policyName && pulumi.interpolate`${args.policyName}${RIGHTS_ENDING}`;
      this.rightsPolicy = new aws.iam.Policy(
        `${name}-rights`,
        { policy: text((plan) => plan.rights ?? {}), ...given({ name: policyName }) },
        { parent: this },
      );
      attach(`${name}-rights`, args, this.rightsPolicy, this);
    }
    this.registerOutputs({
      document: this.document,
      documents: this.documents,
      passRole,
      gains: this.gains,
      ...given({ policy: this.policy, rightsPolicy: this.rightsPolicy }),
    });
  }
}

function heldDocuments(name: string, { guard, rights }: PassRoleGuardPlan): readonly PlannedDocument[] {
  const held = customerManagedPolicy(name, guard);
  return rights === undefined ? [held] : [held, customerManagedPolicy(`${name}-rights`, rights)];
}

type Publication = DocumentPublication<PassRoleGuardPlan>;

/** Judges the passed roles by what was given; nothing where the arguments are refused, which the constructor reports. */
async function judge(
  name: string,
  args: PassRoleGuardArgs,
  input: Omit<PassRoleGuardInput, "partition" | "accountId" | "ec2ServicePrincipal">,
  publication: Publication,
): Promise<Judgement> {
  const plan = await publication.facts((planned) => planned);
  if (plan === undefined) return { decided: [], gains: [] };
  const { document, passRole } = plan.value;
  const { problems, notVerified } = conflictsOfHolder(name, plan.value, plan.symbols);
  const conflicts =
    problems.length > 0
      ? { kind: "refused" as const, problems }
      : { kind: "planned" as const, plan: undefined, warnings: notVerified };
  plannedOrThrow(conflicts, "PassRoleGuard", name);
  logWarnings(conflicts, "PassRoleGuard", name);
  const subject = { urn: "the guard", property: "document" };
  const own = { formatVersion: 1 as const, policyType: "identity" as const, subject, document, symbols: plan.symbols };
  const guard: JudgedGuard = {
    name,
    args,
    holder: input.holders[0],
    roles: passRole.roles,
    allowGain: passRole.allowGain,
    own: pulumi.output([own]),
  };
  const judged = judgePassedRoles(guard);
  void judgeWhenComplete(guard, judged);
  return judged;
}

async function publish(
  publication: Publication,
  judgement: Promise<Judgement>,
): Promise<PublishedPassRole | undefined> {
  const { decided } = await judgement;
  const facts = await publication.facts(({ passRole }) => passRole);
  return facts && { ...facts.value, decided, symbols: facts.symbols };
}

function attach(name: string, args: PassRoleGuardArgs, policy: aws.iam.Policy, parent: PassRoleGuard): void {
  const policyArn = arnOf(policy);
  if (args.user !== undefined) {
    new aws.iam.UserPolicyAttachment(name, { user: holderName("user", args.user), policyArn }, { parent });
  }
  if (InstanceRole.isInstance(args.role)) {
    args.role.attachPolicy(name, policy, parent, parent.documents);
  } else if (args.role !== undefined) {
    new aws.iam.RolePolicyAttachment(name, { role: holderName("role", args.role), policyArn }, { parent });
  }
  if (args.group !== undefined) {
    new aws.iam.GroupPolicyAttachment(name, { group: holderName("group", args.group), policyArn }, { parent });
  }
}
