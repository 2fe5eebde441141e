import { parseArn } from "../arn/arn";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import type { ReadGoal } from "./goal";

/** A caller for questions in which it makes no difference who calls. */
export const ANY_CALLER = "arn:aws:iam::111122223333:role/example";

/**
 * The same request by a caller in the account of the resource, where it makes no difference who calls and the ARN names an
 * account: what people expect, and for iam:PassRole all that AWS receives. Undefined where there is nothing to change.
 */
export function byCallerOfAccount(
  request: AuthorizationRequest,
  { all }: Pick<ReadGoal, "all">,
): AuthorizationRequest | undefined {
  if (request.principal !== ANY_CALLER || all.some(({ fixed }) => fixed !== undefined)) return undefined;
  const { partition, account = "" } = parseArn(request.resource) ?? {};
  return /^\d{12}$/.test(account)
    ? { ...request, principal: `arn:${partition}:iam::${account}:role/example` }
    : undefined;
}
