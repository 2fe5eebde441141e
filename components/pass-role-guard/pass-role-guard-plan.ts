import type { PublishedPassRole } from "../../ec2/published-pass-role";
import type { PolicySymbol } from "../../iam";
import { countedCharacters } from "../document-checks";
import { given } from "../given";
import { type Plan, type Problem, problemsOf } from "../plan";
import { type DocumentStatement, policyDocument } from "../policy-statement";
import { ROLE_QUOTAS } from "../role-quotas-plan";
import { denyBypass, denyLaunchConfigurations } from "./bypass-statements-plan";
import { allowAssociation, allowGroups, allowTemplateVersions, groupArns } from "./further-rights-plan";
import { combinationProblems } from "./guard-problems-plan";
import { type CheckedGuard, guardSchema, holderProblems, type PassRoleGuardInput } from "./guard-schema-plan";
import { ec2Arn, type GuardScope } from "./guard-scope";
import { allowLaunch, DEFAULT_HOP_LIMIT } from "./launch-rights-plan";
import { checkOwnRole } from "./own-role-plan";
import { allowPassing, denyOtherPassing } from "./pass-statements-plan";
import { passableRoles } from "./passable-roles-plan";

/** What a PassRoleGuard attaches to its holder, and says of it. */
export interface PassRoleGuardPlan {
  /** What may be passed, and what is denied. */
  readonly guard: object;
  /** The rights that were asked for: a policy of their own, since both together can be longer than AWS stores. */
  readonly rights?: object;
  /** All statements in one document. */
  readonly document: object;
  readonly passRole: Omit<PublishedPassRole, "decided" | "symbols">;
  /** Where the roles are. */
  readonly accountId: string;
}

/**
 * Decides the document of the guard, or refuses the arguments with every problem; `symbols` are what placeholders in them
 * stand for.
 */
export function planPassRoleGuard(
  input: PassRoleGuardInput,
  symbols: readonly PolicySymbol[] = [],
): Plan<PassRoleGuardPlan> {
  const problems = [...problemsOf(guardSchema, input), ...holderProblems(input.holders)];
  if (problems.length > 0) {
    return { kind: "refused", problems };
  }
  const guard = input as unknown as CheckedGuard;
  const scope = {
    partition: guard.partition,
    accountId: guard.accountId,
    roles: passableRoles(guard),
    services: guard.services ?? [guard.ec2ServicePrincipal],
  };
  const [guarding, rights] = [guardStatements(guard, scope), rightsStatements(guard, scope)];
  const plan = {
    guard: policyDocument(guarding),
    ...(rights.length === 0 ? {} : { rights: policyDocument(rights) }),
    document: policyDocument([...guarding, ...rights]),
    passRole: passing(guard, scope),
    accountId: guard.accountId,
  };
  const ownRole = checkOwnRole(guard, symbols);
  const refused = [...combinationProblems(guard), ...ownRole.problems, ...tooLong(plan, guard)];
  return refused.length > 0
    ? { kind: "refused", problems: refused }
    : { kind: "planned", plan, warnings: ownRole.warnings };
}

/** Whether a guard with these arguments has a policy of rights. */
export function hasRights(args: Readonly<Partial<Record<"launch" | "association" | "groups" | "templates", unknown>>>) {
  return [args.launch, args.association, args.groups, args.templates].some((right) => right !== undefined);
}

function guardStatements(guard: CheckedGuard, scope: GuardScope): readonly DocumentStatement[] {
  const { exclusive = true, preventBypass = true, launch, groups } = guard;
  const bypass = {
    ...scope,
    writableTemplates: templateArns(scope, guard.templates?.templates),
    refreshableGroups: groups?.instanceRefresh === true ? groupArns(scope, groups.names) : [],
    maximumHopLimit: launch?.maximumHopLimit ?? DEFAULT_HOP_LIMIT,
    holder: guard.holders[0],
  };
  return [
    allowPassing(scope),
    ...(exclusive ? denyOtherPassing(scope) : []),
    ...(preventBypass ? denyBypass(bypass) : []),
    ...(groups === undefined || preventBypass ? [] : [denyLaunchConfigurations()]),
  ];
}

function rightsStatements(guard: CheckedGuard, scope: GuardScope): readonly DocumentStatement[] {
  const { launch, association, groups, templates } = guard;
  const launchRights = launch && {
    ...launch,
    templates: launch.templates && templateArns(scope, launch.templates),
    subnets: launch.subnets?.map((id) => ec2Arn(scope, `subnet/${id}`)),
  };
  return [
    ...(launchRights === undefined ? [] : allowLaunch(scope, launchRights)),
    ...(association === undefined ? [] : allowAssociation(scope, association)),
    ...(groups === undefined ? [] : allowGroups(scope, groups)),
    ...(templates === undefined ? [] : allowTemplateVersions(templateArns(scope, templates.templates))),
  ];
}

function templateArns(scope: GuardScope, ids: readonly string[] = []): readonly string[] {
  return ids.map((id) => ec2Arn(scope, `launch-template/${id}`));
}

function passing(guard: CheckedGuard, { roles, services }: GuardScope): PassRoleGuardPlan["passRole"] {
  const [holder] = guard.holders;
  return {
    formatVersion: 1,
    ...given({ passer: holder && { kind: holder.kind, name: String(holder.name) } }),
    roles,
    services,
    exclusive: guard.exclusive ?? true,
    allowGain: guard.allowGain ?? [],
  };
}

/** Unknown values count for nothing: whether those that come make a policy too long, `pulumi up` tells. */
function tooLong(plan: PassRoleGuardPlan, { holders }: CheckedGuard): readonly Problem[] {
  const managed = "a managed policy";
  const { managedCharacters, inlineCharacters } = ROLE_QUOTAS;
  return holders.length === 0
    ? exceeding("the guard's document", plan.document, inlineCharacters, "the inline policies of a role")
    : [
        ...exceeding("the guard's policy", plan.guard, managedCharacters, managed),
        ...(plan.rights === undefined
          ? []
          : exceeding("the policy of the guard's rights", plan.rights, managedCharacters, managed)),
      ];
}

function exceeding(what: string, document: object, quota: number, where: string): readonly Problem[] {
  const size = countedCharacters(document);
  return size > quota
    ? [
        {
          property: "",
          message:
            `${what}: got ${size} characters without white space, of which AWS stores at most ${quota} in ${where}, ` +
            "expected fewer roles, a `rolePrefix` instead of them, or fewer profiles, templates and groups",
        },
      ]
    : [];
}
