import type { PolicyDocument } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { subjectOf, type AccessSubject } from "./access-subject";
import { askAccess, type AccessAnswer } from "./ask";
import { withVariablesReplaced } from "./own-account-variables";
import { questionOf } from "./question";

/**
 * Decides whether identity-based policies grant one of the actions on one of the resources, ARNs or patterns of them;
 * conditions may be met.
 */
export function judgeActions(
  source: PolicyDocument | AccessSubject,
  actions: readonly string[],
  resources: readonly string[],
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  return askAccess(withVariablesReplaced(subjectOf(source)), questionOf([{ actions, resources }]), "identity", limits);
}
