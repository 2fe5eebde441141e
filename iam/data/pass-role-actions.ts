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
