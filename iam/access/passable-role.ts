import type { Condition } from "../condition/condition";
import type { PolicyDocument, Statement, StatementReference } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { statementsOf, subjectOf, type AccessSubject } from "./access-subject";
import { globMatcher } from "../pattern/glob-matcher";
import { allowStatements, askAccess, type AccessAnswer } from "./ask";
import { withVariablesReplaced } from "./own-account-variables";
import { PASSED_TO_SERVICE } from "./pass-role";
import { questionOf } from "./question";
import { mayMatchActions, mayMatchResource } from "./relevant-statements";

const PASS_ROLE = { actions: ["iam:PassRole"] };

/** As an `AccessAnswer`, without a request. */
export type PassingAnswer =
  Exclude<AccessAnswer, { kind: "granted" }> | Pick<Extract<AccessAnswer, { kind: "granted" }>, "kind" | "statements">;

/** Decides for one role whether it may be passed to one of the services, by Allow statements that are asked: all by default. */
export type PassingJudge = (
  role: string,
  services: readonly string[],
  isAsked?: (statement: StatementReference) => boolean,
) => PassingAnswer;

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
  return askPassing(withVariablesReplaced(subjectOf(source)), role, services, limits);
}

/**
 * As `judgePassing`, for many roles: the policies are looked through once for statements on passing, and where those are plain
 * text that nothing limits, they are compared as texts.
 */
export function passingJudge(source: PolicyDocument | AccessSubject, limits: Limits = DEFAULT_LIMITS): PassingJudge {
  const subject = withVariablesReplaced(subjectOf(source));
  const anyRole = questionOf([PASS_ROLE]);
  const mayPass = (statement: Statement): boolean => mayMatchActions(statement, anyRole);
  const passing = allowStatements(subject).flatMap((reference) => {
    const { document } = subject.identity.find(({ id }) => id === reference.policyId) ?? {};
    const statement = document?.statements[reference.statementIndex];
    return statement !== undefined && mayPass(statement) ? [{ reference, statement }] : [];
  });
  const { permissionsBoundary } = subject;
  const isLimited =
    permissionsBoundary !== undefined || statementsOf(subject).some((one) => one.effect === "Deny" && mayPass(one));
  return (role, services, isAsked = () => true) => {
    const fitting = passing.filter(
      ({ reference, statement }) => isAsked(reference) && mayMatchResource(statement, role),
    );
    if (fitting.length === 0) return { kind: "notGranted" };
    const isPlain = !isLimited && fitting.every(({ statement }) => plainlyPasses(statement, role, services));
    if (isPlain) return { kind: "granted", statements: fitting.map(({ reference }) => reference) };
    return askPassing(subject, role, services, limits, isAsked);
  };
}

function askPassing(
  subject: AccessSubject,
  role: string,
  services: readonly string[],
  limits: Limits,
  isAsked?: (statement: StatementReference) => boolean,
): AccessAnswer {
  const request = { ...PASS_ROLE, resources: [role] };
  const question = questionOf([
    { ...request, conditions: [["Null", PASSED_TO_SERVICE, ["true"]]] },
    { ...request, conditions: [["StringLike", PASSED_TO_SERVICE, services]] },
  ]);
  return askAccess(subject, question, "identity", limits, isAsked);
}

/**
 * Whether an Allow statement lets that very role be passed, as its texts show: it names the action and the role or everything,
 * and asks for nothing or for one of some services, of which one is among those. False says nothing.
 */
function plainlyPasses(
  { actions, resources, conditions }: Statement,
  role: string,
  services: readonly string[],
): boolean {
  const namesAction = actions?.some((action) => ["iam:passrole", "iam:*", "*"].includes(action.toLowerCase())) === true;
  const namesRole = !/[*?$]/.test(role) && resources?.some((resource) => [role, "*"].includes(resource)) === true;
  const [condition, ...others] = conditions;
  if (!namesAction || !namesRole || others.length > 0) return false;
  return condition === undefined || asksForService(condition, services);
}

function asksForService({ operator, key, values }: Condition, services: readonly string[]): boolean {
  if (operator !== "StringEquals" || key.toLowerCase() !== PASSED_TO_SERVICE.toLowerCase()) return false;
  return values.some((value) => !value.includes("${") && services.some((service) => globMatcher(service)(value)));
}
