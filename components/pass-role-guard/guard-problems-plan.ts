import { globMatcher } from "../../iam";
import { isSymbolic, type Problem } from "../plan";
import type { CheckedGuard } from "./guard-schema-plan";
import { passableRoles } from "./passable-roles-plan";

/** What is wrong with arguments that are right one by one. */
export function combinationProblems(guard: CheckedGuard): readonly Problem[] {
  return [
    ...nothingToPass(guard),
    ...severalHolders(guard),
    ...foreignArns(guard),
    ...profilesOfOtherRoles(guard),
    ...serviceOfAnotherPartition(guard),
    ...gainsOfOtherRoles(guard),
    ...rightsThatNeedOthers(guard),
  ];
}

function nothingToPass({ roles, rolePrefix }: CheckedGuard): readonly Problem[] {
  return roles.length === 0 && rolePrefix === undefined
    ? [{ property: "roles", message: "got no role, expected at least one role, or `rolePrefix`" }]
    : [];
}

function severalHolders({ holders }: CheckedGuard): readonly Problem[] {
  const given = holders.map(({ kind }) => `\`${kind}\``).join(" and ");
  return holders.length > 1
    ? [{ property: "", message: `got ${given}, expected at most one of \`user\`, \`role\` and \`group\`` }]
    : [];
}

/** Roles are passed, and profiles used, inside one account only. */
function foreignArns(guard: CheckedGuard): readonly Problem[] {
  const arns = [
    ...guard.roles.map((arn, index) => [`roles[${index}]`, arn] as const),
    ...(guard.launch?.profiles ?? []).map((arn, index) => [`launch.profiles[${index}]`, arn] as const),
    ...(guard.association?.profiles ?? []).map((arn, index) => [`association.profiles[${index}]`, arn] as const),
  ];
  return arns.flatMap(([property, arn]) => {
    const [, partition = "", , , account = ""] = arn.split(":");
    const isForeign = [
      [account, guard.accountId],
      [partition, guard.partition],
    ].some(([given = "", own = ""]) => !isSymbolic(arn) && !isSymbolic(own) && given !== own);
    return isForeign
      ? [
          {
            property,
            message: `got \`${arn}\`, expected one of account \`${guard.accountId}\` in partition \`${guard.partition}\`: a role is passed inside its own account only`,
          },
        ]
      : [];
  });
}

/**
 * A profile is of use only where its role may be passed. By a prefix a role may be covered for its path, which a profile
 * does not tell; a role whose ARN is not known may be the one inside.
 */
function profilesOfOtherRoles({ roles, rolePrefix, profileRoles = [] }: CheckedGuard): readonly Problem[] {
  if (rolePrefix !== undefined || roles.length === 0 || roles.some(isSymbolic)) return [];
  const names = roles.map((arn) => arn.split("/").at(-1));
  return profileRoles.flatMap(({ property, roleName }) =>
    typeof roleName !== "string" || isSymbolic(roleName) || names.includes(roleName)
      ? []
      : [
          {
            property,
            message: `got a profile with the role \`${roleName}\`, expected one with a role of \`roles\`: nobody could launch with it`,
          },
        ],
  );
}

function serviceOfAnotherPartition({ services, partition, ec2ServicePrincipal }: CheckedGuard): readonly Problem[] {
  const isKnown = ![partition, ec2ServicePrincipal, ...(services ?? [])].some(isSymbolic);
  return services !== undefined && isKnown && !services.includes(ec2ServicePrincipal)
    ? [
        {
          property: "services",
          message: `got ${services.map((one) => `\`${one}\``).join(", ")}, expected \`${ec2ServicePrincipal}\` among them: the condition can never hold in partition \`${partition}\``,
        },
      ]
    : [];
}

function gainsOfOtherRoles(guard: CheckedGuard): readonly Problem[] {
  const passable = passableRoles(guard);
  return (guard.allowGain ?? []).flatMap(({ role }, index) => {
    const isPassable = passable.some((one) => one === role || (!isSymbolic(one) && globMatcher(one)(role)));
    return isPassable || isSymbolic(role)
      ? []
      : [{ property: `allowGain[${index}].role`, message: `got \`${role}\`, ${expectedRole(guard)}` }];
  });
}

function expectedRole({ rolePrefix }: CheckedGuard): string {
  return rolePrefix === undefined
    ? "expected one of `roles`"
    : "expected one of `roles`, or a role that `rolePrefix` covers";
}

function rightsThatNeedOthers({ launch, groups, templates, preventBypass = true }: CheckedGuard): readonly Problem[] {
  return [
    ...(groups !== undefined && launch?.templates === undefined
      ? [
          {
            property: "groups",
            message:
              "got the right to groups without `launch.templates`, expected the templates to launch from: AWS tries the launch as whoever creates or updates the group",
          },
        ]
      : []),
    ...(groups?.instanceRefresh === true && templates !== undefined && preventBypass
      ? [
          {
            property: "groups.instanceRefresh",
            message:
              "got it together with `templates`: an instance refresh to `$Latest` and a new version would start any profile, expected one of the two, or `preventBypass: false`",
          },
        ]
      : []),
  ];
}
