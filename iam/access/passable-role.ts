import type { PolicyDocument, StatementReference } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { statementsOf, subjectOf, type AccessSubject } from "./access-subject";
import { askAccess, type AccessAnswer } from "./ask";
import { withVariablesReplaced } from "./own-account-variables";
import { questionOf } from "./question";
import { mayMatchActions, mayMatchResource } from "./relevant-statements";

const PASS_ROLE = { actions: ["iam:PassRole"] };

/** Decides for one role whether it may be passed to one of the services, by Allow statements that are asked: all by default. */
export type PassingJudge = (
  role: string,
  services: readonly string[],
  isAsked?: (statement: StatementReference) => boolean,
) => AccessAnswer;

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
  return passingJudge(source, limits)(role, services);
}

/** As `judgePassing`, for many roles: the policies are looked through once for statements on passing. */
export function passingJudge(source: PolicyDocument | AccessSubject, limits: Limits = DEFAULT_LIMITS): PassingJudge {
  const subject = withVariablesReplaced(subjectOf(source));
  const anyRole = questionOf([PASS_ROLE]);
  const passing = statementsOf({ identity: subject.identity }).filter(
    (statement) => statement.effect === "Allow" && mayMatchActions(statement, anyRole),
  );
  return (role, services, isAsked) => {
    if (!passing.some((statement) => mayMatchResource(statement, role))) return { kind: "notGranted" };
    const request = { ...PASS_ROLE, resources: [role] };
    const question = questionOf([
      { ...request, conditions: [["Null", "iam:PassedToService", ["true"]]] },
      { ...request, conditions: [["StringLike", "iam:PassedToService", services]] },
    ]);
    return askAccess(subject, question, "identity", limits, isAsked);
  };
}
