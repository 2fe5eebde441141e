import type { PolicyDocument } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import type { AccessSubject } from "./access-subject";
import { judgeAdministratorAccess } from "./administrator-access";
import { askAccess, type AccessAnswer } from "./ask";
import { allGranted, anyGranted } from "./combine-answers";
import { withVariablesReplaced } from "./own-account-variables";
import { questionOf, type AskedRequests } from "./question";
import { unnarrowed } from "./request-keys";

/** A principal and what says what it may do, as ARNs or patterns of ARNs. */
export interface OwnResources {
  readonly kind: "role" | "user" | "group";
  /** The principal. */
  readonly principals: readonly string[];
  /** For a user, the groups that it is in. */
  readonly groups: readonly string[];
  /** Customer managed policies that are attached to it. */
  readonly policies: readonly string[];
  /** The policy that is its permissions boundary, where it is known. */
  readonly boundaries: readonly string[];
}

/** Calls that give a principal any permission. */
const WRITES: Readonly<Record<OwnResources["kind"], readonly string[]>> = {
  role: ["iam:PutRolePolicy", "iam:AttachRolePolicy"],
  user: ["iam:PutUserPolicy", "iam:AttachUserPolicy"],
  group: ["iam:PutGroupPolicy", "iam:AttachGroupPolicy"],
};

/** Calls that take the boundary away from a principal, or put another in its place; a group has none. */
const UNBINDS: Readonly<Record<OwnResources["kind"], readonly string[]>> = {
  role: ["iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"],
  user: ["iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary"],
  group: [],
};

const REWRITES = ["iam:CreatePolicyVersion"];

/**
 * Decides whether a principal may give itself any permission, in some session: it may write its own policies, and has no
 * boundary that holds what it writes, since the boundary gives administrator access or the principal may change it.
 * Conditions on the request or its resource narrow, as for `judgeAdministratorAccess`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function judgeOwnPermissions(
  subject: AccessSubject,
  own: OwnResources,
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const read = withVariablesReplaced(subject);
  const ways = unnarrowed(read);
  const ask = (requests: readonly AskedRequests[]): AccessAnswer => {
    const asked = requests.filter(({ actions, resources = [] }) => actions.length > 0 && resources.length > 0);
    const all = ways.flatMap((conditions) => asked.map((one) => ({ ...one, conditions })));
    return askAccess(read, questionOf(all), "identity", limits);
  };
  const writes = ask([
    { actions: WRITES[own.kind], resources: own.principals },
    { actions: WRITES.group, resources: own.groups },
    { actions: REWRITES, resources: own.policies },
  ]);
  const { permissionsBoundary } = subject;
  if (permissionsBoundary === undefined || writes.kind === "notGranted") return writes;
  const unbinds = ask([
    { actions: UNBINDS[own.kind], resources: own.principals },
    { actions: REWRITES, resources: own.boundaries },
  ]);
  return allGranted([writes, anyGranted([unbinds, heldBy(permissionsBoundary.document, writes, limits)])]);
}

/** What a boundary leaves of any permission: as `writes` where it gives administrator access. */
function heldBy(boundary: PolicyDocument, writes: AccessAnswer, limits: Limits): AccessAnswer {
  const answer = judgeAdministratorAccess(boundary, limits);
  return answer.kind === "granted" ? writes : answer;
}
