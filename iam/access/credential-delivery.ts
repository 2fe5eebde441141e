import type { PolicyDocument } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { subjectOf, type AccessSubject } from "./access-subject";
import { askAccess, type AccessAnswer } from "./ask";
import { questionOf } from "./question";

/**
 * Decides whether a role's policies grant something to credentials that version 1 of the instance metadata service
 * delivered: `ec2:RoleDelivery` is 1.0 then.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
export function judgeOldCredentialDelivery(
  source: PolicyDocument | AccessSubject,
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const conditions = [["NumericEquals", "ec2:RoleDelivery", ["1.0"]]] as const;
  const question = questionOf([{ actions: ["*"], resources: ["*"], conditions }]);
  return askAccess(subjectOf(source), question, "identity", limits);
}
