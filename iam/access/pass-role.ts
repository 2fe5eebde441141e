import type { PolicyDocument } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { statementsOf, subjectOf, type AccessSubject } from "./access-subject";
import { askAccess, type AccessAnswer } from "./ask";
import { freshText, namesIn } from "./fresh-text";
import { withVariablesReplaced } from "./own-account-variables";
import { questionOf, type Asked } from "./question";

const PASS_ROLE = "iam:PassRole";
const PASSED_TO_SERVICE = "iam:PassedToService";

/**
 * Decides whether identity-based policies let their holder pass roles that they do not name, by name, path or name
 * prefix: a role of any account and partition whose name no policy knows. Conditions do not count as naming: none of them
 * tells roles apart reliably (role tags do not work for iam:PassRole), so they may be met.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function judgePassRoleReach(
  source: PolicyDocument | AccessSubject,
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const read = withVariablesReplaced(subjectOf(source));
  const name = freshText(namesIn(read), "role/");
  const question = questionOf([{ actions: [PASS_ROLE], resources: rolesNamed(name) }]);
  return askAccess(read, question, "identity", limits);
}

/**
 * Decides whether identity-based policies let their holder pass some role to a service that they do not name: one that no
 * policy knows, or one whose calls carry no iam:PassedToService.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function judgePassedToService(
  source: PolicyDocument | AccessSubject,
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const subject = subjectOf(source);
  const named = statementsOf(subject)
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key.toLowerCase() === PASSED_TO_SERVICE.toLowerCase())
    .flatMap(({ values }) => values);
  const service = freshText(named, ".amazonaws.com.cn");
  const services = [`${service}.amazonaws.com`, `${service}.amazonaws.com.cn`, service];
  const passing = (condition: Asked) => ({
    actions: [PASS_ROLE],
    resources: rolesNamed("?*"),
    conditions: [condition],
  });
  const question = questionOf([
    passing(["Null", PASSED_TO_SERVICE, ["true"]]),
    passing(["StringEquals", PASSED_TO_SERVICE, services]),
  ]);
  return askAccess(withVariablesReplaced(subject), question, "identity", limits);
}

/** Roles by name, first those of one account, which gives policy variables a value to be tried. */
function rolesNamed(name: string): readonly string[] {
  return [`arn:aws:iam::000000000001:role/${name}`, `arn:*:iam::????????????:role/${name}`];
}
