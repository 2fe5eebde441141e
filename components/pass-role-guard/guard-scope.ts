/** Where a guard holds and what may be passed: what all its statements are made of. */
export interface GuardScope {
  readonly partition: string;
  readonly accountId: string;
  /** ARNs of roles, and patterns for name prefixes. */
  readonly roles: readonly string[];
  /** Service principals. */
  readonly services: readonly string[];
}

/** ARN of an EC2 resource of the account, in any region. */
export function ec2Arn(
  { partition, accountId }: Pick<GuardScope, "partition" | "accountId">,
  resource: string,
): string {
  return `arn:${partition}:ec2:*:${accountId}:${resource}`;
}
