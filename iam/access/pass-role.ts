import type { PolicyDocument } from "../document/policy-document";
import { PASS_ROLE_ACTIONS } from "../data/pass-role-actions";
import { globMatcher } from "../pattern/glob-matcher";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { statementsOf, subjectOf, type AccessSubject } from "./access-subject";
import { askAccess, type AccessAnswer } from "./ask";
import { freshText, namesIn } from "./fresh-text";
import { withVariablesReplaced } from "./own-account-variables";
import { questionOf, type Asked, type AskedRequests } from "./question";

const PASS_ROLE = "iam:PassRole";
/** The key that holds the service to which a role is passed. */
export const PASSED_TO_SERVICE = "iam:PassedToService";

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
 * Decides whether identity-based policies let their holder pass some role to a service that they do not name in full: one
 * that a pattern of theirs takes in, one that no policy knows, or one whose calls carry no iam:PassedToService. A pattern for
 * the suffixes of partitions (`ec2.amazonaws.com*`) names its service. A name holds in any case, as for
 * StringEqualsIgnoreCase.
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
    .flatMap(({ values }) => values.flatMap(namedBy));
  const [patterns, names] = [named.filter(isPattern), named.filter((one) => !isPattern(one))];
  const isNamed = globsMatcher(named.map((one) => one.toLowerCase()));
  const others = KNOWN_SERVICES.filter((service) => !isNamed(service.toLowerCase()));
  const passing = (...conditions: readonly Asked[]): AskedRequests => ({
    actions: [PASS_ROLE],
    resources: rolesNamed("?*"),
    conditions,
  });
  const question = questionOf([
    passing(["Null", PASSED_TO_SERVICE, ["true"]]),
    passing(["StringEquals", PASSED_TO_SERVICE, others]),
    passing(
      ["StringLike", PASSED_TO_SERVICE, ["?*"]],
      ...without("StringNotEqualsIgnoreCase", names),
      ...without("StringNotLike", patterns),
    ),
  ]);
  return askAccess(withVariablesReplaced(subject), question, "identity", limits);
}

/** The services that take roles, as far as they are known: of those that a policy admits, one makes the better example. */
const KNOWN_SERVICES = [...new Set(PASS_ROLE_ACTIONS.flatMap(({ passedTo }) => passedTo))];

/** What a value names: itself without wildcards, and a service in every partition where its wildcards follow the service. */
function namedBy(value: string): readonly string[] {
  const wildcard = value.search(/[*?]|\$\{/);
  if (wildcard < 0) return [value];
  const [service] = /^[^*?$]+\.amazonaws\.com/.exec(value.slice(0, wildcard)) ?? [];
  return service === undefined ? [] : [`${service}*`];
}

function isPattern(named: string): boolean {
  return named.endsWith("*");
}

function without(operator: string, services: readonly string[]): readonly Asked[] {
  return services.length === 0 ? [] : [[operator, PASSED_TO_SERVICE, services]];
}

function globsMatcher(globs: readonly string[]): (text: string) => boolean {
  const matchers = globs.map(globMatcher);
  return (text) => matchers.some((matches) => matches(text));
}

/** Roles by name, first those of one account, which gives policy variables a value to be tried. */
function rolesNamed(name: string): readonly string[] {
  return [`arn:aws:iam::000000000001:role/${name}`, `arn:*:iam::????????????:role/${name}`];
}
