import type { PublishedPassRole } from "../../ec2/published-pass-role";
import { countedCharacters } from "../document-checks";
import { given } from "../given";
import { isSymbolic, type Plan, type Problem, problemsOf } from "../plan";
import { type DocumentStatement, policyDocument } from "../policy-statement";
import { ROLE_QUOTAS } from "../role-quotas-plan";
import { denyBypass, denyLaunchConfigurations } from "./bypass-statements-plan";
import { allowAssociation, allowGroups, allowTemplateVersions } from "./further-rights-plan";
import { combinationProblems } from "./guard-problems-plan";
import { type CheckedGuard, guardSchema, type PassRoleGuardInput } from "./guard-schema-plan";
import { ec2Arn, type GuardScope } from "./guard-scope";
import { allowLaunch, DEFAULT_HOP_LIMIT } from "./launch-rights-plan";
import { allowPassing, denyOtherPassing } from "./pass-statements-plan";
import { passableRoles } from "./passable-roles-plan";

/** What a PassRoleGuard attaches to its holder, and says of it. */
export interface PassRoleGuardPlan {
  readonly document: object;
  readonly passRole: Omit<PublishedPassRole, "decided" | "symbols">;
}

/** Decides the document of the guard, or refuses the arguments with every problem. */
export function planPassRoleGuard(input: PassRoleGuardInput): Plan<PassRoleGuardPlan> {
  const problems = problemsOf(guardSchema, input);
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
  const document = policyDocument(statements(guard, scope));
  const refused = [...combinationProblems(guard), ...tooLong(document, guard)];
  return refused.length > 0
    ? { kind: "refused", problems: refused }
    : { kind: "planned", plan: { document, passRole: passing(guard, scope) } };
}

function statements(guard: CheckedGuard, scope: GuardScope): readonly DocumentStatement[] {
  const { exclusive = true, preventBypass = true, launch, association, groups, templates } = guard;
  const templateArns = (ids: readonly string[]) => ids.map((id) => ec2Arn(scope, `launch-template/${id}`));
  const writableTemplates = templateArns(templates?.templates ?? []);
  const { maximumHopLimit = DEFAULT_HOP_LIMIT } = launch ?? {};
  const launchRights = launch && {
    ...launch,
    templates: launch.templates && templateArns(launch.templates),
    subnets: launch.subnets?.map((id) => ec2Arn(scope, `subnet/${id}`)),
  };
  return [
    allowPassing(scope),
    ...(exclusive ? denyOtherPassing(scope) : []),
    ...(preventBypass ? denyBypass({ ...scope, writableTemplates, maximumHopLimit }) : []),
    ...(launchRights === undefined ? [] : allowLaunch(scope, launchRights, groups !== undefined)),
    ...(association === undefined ? [] : allowAssociation(scope, association)),
    ...(groups === undefined ? [] : allowGroups(scope, groups)),
    ...(groups === undefined || preventBypass ? [] : [denyLaunchConfigurations()]),
    ...(templates === undefined ? [] : allowTemplateVersions(writableTemplates)),
  ];
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

/** Unknown values count for nothing: whether those that come make the policy too long, `pulumi up` tells. */
function tooLong(document: object, { holders, roles }: CheckedGuard): readonly Problem[] {
  const [quota, where] =
    holders.length > 0
      ? [ROLE_QUOTAS.managedCharacters, "a managed policy"]
      : [ROLE_QUOTAS.inlineCharacters, "the inline policies of a role"];
  const size = countedCharacters(document);
  return size > quota
    ? [
        {
          property: roles.some(isSymbolic) || roles.length > 1 ? "roles" : "",
          message:
            `the guard's policy: got ${size} characters without white space, of which AWS stores at most ${quota} in ${where}, ` +
            "expected fewer roles, a `rolePrefix` instead of them, or a second guard for the same roles that holds some of the rights",
        },
      ]
    : [];
}
