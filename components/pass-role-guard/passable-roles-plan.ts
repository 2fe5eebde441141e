import type { CheckedGuard } from "./guard-schema-plan";

/** ARNs of the roles that may be passed, and the pattern of those that are named by a prefix. */
export function passableRoles(guard: CheckedGuard): readonly string[] {
  const pattern = prefixPattern(guard);
  return pattern === undefined ? guard.roles : [...guard.roles, pattern];
}

/** The pattern of the roles that are named by a prefix; undefined without one. */
export function prefixPattern({ partition, accountId, rolePrefix }: CheckedGuard): string | undefined {
  if (rolePrefix === undefined) return undefined;
  const { path = "/", prefix } = rolePrefix;
  return `arn:${partition}:iam::${accountId}:role${path}${prefix}*`;
}
