import type { CheckedGuard } from "./guard-schema-plan";

/** ARNs of the roles that may be passed, and the pattern of those that are named by a prefix. */
export function passableRoles({ partition, accountId, roles, rolePrefix }: CheckedGuard): readonly string[] {
  if (rolePrefix === undefined) return roles;
  const { path = "/", prefix } = rolePrefix;
  return [...roles, `arn:${partition}:iam::${accountId}:role${path}${prefix}*`];
}
