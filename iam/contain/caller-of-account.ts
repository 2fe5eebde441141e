import { parseArn } from "../arn/arn";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import type { ReadGoal } from "./goal";

const ACCOUNT = "111122223333";

/** A caller for questions in which it makes no difference who calls. */
export const ANY_CALLER = `arn:aws:iam::${ACCOUNT}:role/example`;

/**
 * The same request by a caller in the account and partition of the resource, where it makes no difference who calls and the ARN
 * names them: what people expect, and for iam:PassRole all that AWS receives. None where there is nothing to change.
 */
export function byCallerOfAccount(
  request: AuthorizationRequest,
  { all }: Pick<ReadGoal, "all">,
): readonly AuthorizationRequest[] {
  if (request.principal !== ANY_CALLER || all.some(({ fixed }) => fixed !== undefined)) return [];
  const { partition = "", account = "" } = parseArn(request.resource) ?? {};
  if (!/^\w+(-\w+)*$/.test(partition)) return [];
  const own = /^\d{12}$/.test(account) ? account : ACCOUNT;
  const principal = `arn:${partition}:iam::${own}:role/example`;
  return principal === ANY_CALLER ? [] : [{ ...request, principal }];
}
