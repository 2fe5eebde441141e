import type { PolicyDocument, Statement } from "../document/policy-document";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { statementsOf, subjectOf, type AccessSubject } from "./access-subject";
import { askAccess, type AccessAnswer } from "./ask";
import { allGranted, anyGranted } from "./combine-answers";
import { freshText, namesIn } from "./fresh-text";
import { withVariablesReplaced } from "./own-account-variables";
import { questionOf, type Asked, type AskedRequests } from "./question";
import { IN_ANY_REGION, IN_REGION_OF_IAM } from "./received-requests";
import { mayMatchActions } from "./relevant-statements";
import { unnarrowed } from "./request-keys";

type Calls = Readonly<Record<string, readonly string[]>>;

/** Calls that give any permission to a principal of one's choice, by the type of their resource. */
const PERMISSION_CALLS: Calls = {
  role: ["iam:PutRolePolicy", "iam:AttachRolePolicy"],
  user: ["iam:PutUserPolicy", "iam:AttachUserPolicy"],
  group: ["iam:PutGroupPolicy", "iam:AttachGroupPolicy"],
  policy: ["iam:CreatePolicyVersion"],
};

/** Calls that give the permissions that somebody has, or had. */
const BORROWING_CALLS: Calls = {
  role: ["iam:UpdateAssumeRolePolicy"],
  user: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"],
  group: ["iam:AddUserToGroup"],
  policy: ["iam:SetDefaultPolicyVersion"],
};

/** The actions that give the permissions that somebody has, or had: administrator access for who may do everything else. */
export const BORROWING_ACTIONS: readonly string[] = Object.values(BORROWING_CALLS).flat();

/**
 * Decides whether identity-based policies give administrator access, in some session: a call that gives any permission to
 * a principal or policy that none of them names; or an action that none names on a resource that none names, together
 * with a call that lends the permissions of somebody else. So `NotAction` that spares IAM is not administrator access.
 * Conditions on the session do not narrow what is granted; conditions on the request or the resource do. Reads a document
 * alone, or all of a principal within its boundary; SCPs are not seen.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html
 */
export function judgeAdministratorAccess(
  source: PolicyDocument | AccessSubject,
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const read = withVariablesReplaced(subjectOf(source));
  if (!statementsOf(read).some(mayMakeAdministrator)) return { kind: "notGranted" };
  const [absent = [], ...attaching] = unnarrowed(read);
  const ask = (requests: readonly AskedRequests[]): AccessAnswer =>
    askAccess(read, questionOf(requests), "identity", limits);
  const permissions = ask(
    [absent, ...attaching].flatMap((conditions) => callsOn(read, PERMISSION_CALLS, [...conditions, IN_REGION_OF_IAM])),
  );
  const anything = ask([anythingOf(read, [...absent, IN_ANY_REGION])]);
  if (anything.kind === "notGranted" || permissions.kind === "granted") return withAlso(permissions, anything);
  const borrowing = ask(callsOn(read, BORROWING_CALLS, [...absent, IN_REGION_OF_IAM]));
  return anyGranted([permissions, allGranted([anything, borrowing])]);
}

/**
 * Decides whether identity-based policies give, in some session, every call that gives any permission, each on a principal or
 * policy that none of them names: whoever has them all may give itself whatever anybody may do. Narrower than
 * `judgeAdministratorAccess`, which takes one of the calls. What narrows is the same: conditions on the request or the
 * resource, and Deny statements.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export function judgePermissionCalls(
  source: PolicyDocument | AccessSubject,
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const read = withVariablesReplaced(subjectOf(source));
  const ways = unnarrowed(read).map((conditions) => [...conditions, IN_REGION_OF_IAM]);
  const calls = Object.entries(PERMISSION_CALLS).flatMap(([type, names]) => names.map((name) => ({ [type]: [name] })));
  return allGranted(
    calls.map((call) => {
      const requests = ways.flatMap((conditions) => callsOn(read, call, conditions));
      return askAccess(read, questionOf(requests), "identity", limits);
    }),
  );
}

/** Why a request that `judgeAdministratorAccess` found shows administrator access, in one sentence without its end. */
export function whyAdministrator({ action, resource }: AuthorizationRequest): string {
  const permissionCalls = Object.values(PERMISSION_CALLS).flat();
  return permissionCalls.includes(action)
    ? `whoever may call \`${action}\` on what no policy names, such as \`${resource}\`, may give itself any permission`
    : "what no policy names is allowed, and so is a call that lends the permissions of others";
}

const ALL_CALLS = questionOf([
  { actions: [PERMISSION_CALLS, BORROWING_CALLS].flatMap((calls) => Object.values(calls).flat()) },
]);

/** Whether the statement may grant one of the calls, or an action that no policy names. */
function mayMakeAdministrator(statement: Statement): boolean {
  const { effect, actions } = statement;
  const mayBeAnything = actions === undefined || actions.some((action) => /^[^:]*[*?$]/.test(action));
  return effect === "Allow" && (mayBeAnything || mayMatchActions(statement, ALL_CALLS));
}

/** The first answer, with the statements of the second where both are granted. */
function withAlso(first: AccessAnswer, second: AccessAnswer): AccessAnswer {
  return second.kind === "granted" && first.kind === "granted" ? anyGranted([first, second]) : first;
}

/** An action that no policy names, on a resource that none names, in any region. */
function anythingOf(subject: AccessSubject, conditions: readonly Asked[]): AskedRequests {
  const named = statementsOf(subject).flatMap(({ actions = [], notActions = [] }) => [...actions, ...notActions]);
  const action = freshText(named, ":");
  const name = freshText(namesIn(subject));
  const resources = ["000000000001", "*"].map((account) => `arn:*:${name}:*:${account}:${name}/${name}`);
  return { actions: [`${action}:${action}`], resources, conditions };
}

/** The calls on principals or policies that no policy names. */
function callsOn(subject: AccessSubject, calls: Calls, conditions: readonly Asked[]): readonly AskedRequests[] {
  return Object.entries(calls).map(([type, actions]) => {
    const name = freshText(namesIn(subject), `${type}/`);
    const resources = [`arn:aws:iam::000000000001:${type}/${name}`, `arn:*:iam::????????????:${type}/${name}`];
    return { actions, resources, conditions };
  });
}
