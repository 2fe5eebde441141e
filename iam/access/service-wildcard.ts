import type { PolicyDocument } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { statementsOf, subjectOf, type AccessSubject } from "./access-subject";
import { askAccess, type AccessAnswer } from "./ask";
import { freshText, namesIn } from "./fresh-text";
import { withVariablesReplaced } from "./own-account-variables";
import { questionOf, type Asked } from "./question";
import { keysOfRequest } from "./request-keys";

/**
 * Decides whether identity-based policies grant all that one of the services has: an action of it that no policy names, on
 * a resource that none names. Conditions on the request or the resource narrow; conditions on the session do not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
 */
export function judgeServiceWildcard(
  source: PolicyDocument | AccessSubject,
  services: readonly string[],
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const read = withVariablesReplaced(subjectOf(source));
  const named = statementsOf(read).flatMap(({ actions = [], notActions = [] }) => [...actions, ...notActions]);
  const action = freshText(named, `:${services.join("")}`);
  const name = freshText(namesIn(read));
  const conditions = keysOfRequest(read).map((key): Asked => ["Null", key, ["true"]]);
  const requests = services.map((service) => ({
    actions: [`${service}:${action}`],
    resources: ["000000000001", "*"].map((account) => `arn:*:${service}:*:${account}:${name}/${name}`),
    conditions,
  }));
  return askAccess(read, questionOf(requests), "identity", limits);
}
