import table from "./pass-role-table.json";

/**
 * When AWS checks iam:PassRole for a role that an action hands to a service. `call`: the caller of this action, whenever
 * the parameter is given. `runInstances`: the caller of this action, by a dry run of ec2:RunInstances with the launch
 * template. `none`: nobody here; the role reaches the service by a later call, which may be made by a service.
 */
export type PassRoleCheck = "call" | "runInstances" | "none";

/** An action that hands a role to a service. */
export interface PassRoleAction {
  /** `service:Name` in AWS's spelling. */
  readonly action: string;
  /** What iam:PassedToService may hold: several where partitions differ, and where AWS's pages name more than one. */
  readonly passedTo: readonly string[];
  /** Path of the request parameter that names the role, or the instance profile or launch template that holds it. */
  readonly parameter: string;
  readonly check: PassRoleCheck;
  /** The AWS page of the action or of the role. */
  readonly source: string;
}

/**
 * Every entry of the table, sorted by action and parameter. AWS publishes no such list: actions that are missing here
 * may need iam:PassRole too.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const PASS_ROLE_ACTIONS: readonly PassRoleAction[] = table.actions as readonly PassRoleAction[];

const BY_ACTION = new Map<string, PassRoleAction[]>();
for (const entry of PASS_ROLE_ACTIONS) {
  const lower = entry.action.toLowerCase();
  BY_ACTION.set(lower, [...(BY_ACTION.get(lower) ?? []), entry]);
}

/** The ways in which an action hands a role to a service; case does not count; none for an action outside the table. */
export function passRoleActions(action: string): readonly PassRoleAction[] {
  return BY_ACTION.get(action.toLowerCase()) ?? [];
}

/**
 * The services that iam:PassedToService may name where a role is passed that `trusted` assumes: itself, and a service that
 * takes the role for it, as EKS does for the nodes of a group. May miss one that is not in the table.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
export function servicesPassedFor(trusted: string): readonly string[] {
  return [trusted, ...(TAKERS.get(globalPrincipal(trusted)) ?? [])];
}

/** A service principal as the other partitions write it that China's differs from: one text for one service. */
export function globalPrincipal(principal: string): string {
  return principal.replace(/\.amazonaws\.com\.cn$/, ".amazonaws.com");
}

/** By the service that assumes a role, the principals of other services that take the role in a call of their own. */
const TAKERS: ReadonlyMap<string, readonly string[]> = takers();

function takers(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { action, passedTo } of PASS_ROLE_ACTIONS) {
    const own = passedTo.filter(
      (principal) => globalPrincipal(principal) === `${action.split(":")[0] ?? ""}.amazonaws.com`,
    );
    for (const trusted of passedTo.map(globalPrincipal)) {
      const others = own.filter((principal) => globalPrincipal(principal) !== trusted);
      found.set(trusted, new Set([...(found.get(trusted) ?? []), ...others]));
    }
  }
  return new Map([...found].map(([trusted, principals]) => [trusted, [...principals]]));
}
