import type { PolicyDocument } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { subjectOf, type AccessSubject } from "./access-subject";
import { askAccess, type AccessAnswer } from "./ask";
import { withVariablesReplaced } from "./own-account-variables";
import { questionOf } from "./question";

/**
 * Decides whether identity-based policies let their holder pass one role to one of the services: `role` is its ARN, or a
 * pattern where parts of that are not known yet. Conditions other than on the service may be met.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function judgePassing(
  source: PolicyDocument | AccessSubject,
  role: string,
  services: readonly string[],
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const request = { actions: ["iam:PassRole"], resources: [role] };
  const question = questionOf([
    { ...request, conditions: [["Null", "iam:PassedToService", ["true"]]] },
    { ...request, conditions: [["StringLike", "iam:PassedToService", services]] },
  ]);
  return askAccess(withVariablesReplaced(subjectOf(source)), question, "identity", limits);
}
