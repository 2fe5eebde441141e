import { z } from "zod";

import {
  type AccessAnswer,
  type AccessSubject,
  judgeAdministratorAccess,
  judgeOwnPermissions,
  judgePassRoleReach,
  type OwnResources,
  type Reason,
  type StatementReference,
} from "../iam";
import { readSymbolically } from "./document-checks";
import { only, type Problem } from "./plan";
import type { KnownBoundary, RoleDocument } from "./role-boundary-plan";

/** That a role may have administrator access, or pass every role of its account, and why. */
export interface BroadAccessArgs {
  /** Why it must, for whoever reads the program. */
  readonly reason: string;
}

/** Checks `allowBroadAccess`. */
export const broadAccessSchema = only({
  reason: z.string().refine((reason) => reason.trim() !== "", { message: "expected why the role needs it" }),
});

/** What is refused, and what is drawn as a warning: an unknown boundary may prevent it, or it could not be decided. */
export interface BroadAccessCheck {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * Finds documents that together, and within the boundary, give administrator access, let their holder write its own policies,
 * which are among `own`, or let it pass any role, however that is written, as the policies iam-policy-disallow-admin-access and
 * iam-policy-disallow-pass-role-wildcard do. Warns of what is too much to decide. Finds nothing that hangs on an unknown value:
 * the policies report that.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function checkBroadAccess(
  documents: readonly RoleDocument[],
  boundary: KnownBoundary = {},
  own?: OwnResources,
): BroadAccessCheck {
  const subject = subjectOf(documents, boundary);
  const { problems, undecided } = broadAccessOf(subject, own);
  const warnings = undecided
    .filter(({ code }) => code !== "symbol")
    .map((reason) => ({
      property: subject.identity.map(({ id }) => id).join(", "),
      message: `not verified: whether it ${BROAD_ACCESS}: ${reason.message}; ${FEWER}`,
    }));
  return boundary.isUnknown === true
    ? { problems: [], warnings: [...problems.map(unlessPrevented), ...warnings] }
    : { problems, warnings };
}

function unlessPrevented({ property, message }: Problem): Problem {
  return { property, message: `${message}; ${UNLESS}` };
}

/** What a subject may do that is refused, and why it is not decided whether there is more. */
export interface BroadAccess {
  readonly problems: readonly Problem[];
  readonly undecided: readonly Reason[];
}

/**
 * Finds the statements of a subject that give administrator access, let it write its `own` policies, or pass every role; by their
 * policies' ids.
 */
export function broadAccessOf(subject: AccessSubject, own?: OwnResources): BroadAccess {
  const administrator = judgeAdministratorAccess(subject);
  const writing: AccessAnswer = own === undefined ? { kind: "notGranted" } : judgeOwnPermissions(subject, own);
  const passing = judgePassRoleReach(subject);
  const granting = grantedBy(administrator);
  const writers = grantedBy(writing).filter((one) => !granting.some((other) => isSame(one, other)));
  const others = grantedBy(passing).filter((one) => ![...granting, ...writers].some((other) => isSame(one, other)));
  return {
    problems: [
      ...granting.map(administratorAccess),
      ...writers.map(writingOfOwnPolicies),
      ...others.map(passingOfEveryRole),
    ],
    undecided: [administrator, writing, passing].flatMap((answer) =>
      answer.kind === "unknown" ? [answer.reason] : [],
    ),
  };
}

function grantedBy(answer: AccessAnswer): readonly StatementReference[] {
  return answer.kind === "granted" ? answer.statements : [];
}

/** What is looked for, after `whether it`. */
export const BROAD_ACCESS = "gives administrator access, or lets its holder pass every role";
/** How what was too much to decide is made decidable. */
export const FEWER = "give it fewer or simpler statements";

const ON_PURPOSE = "or say why the role must have it: `allowBroadAccess: { reason }`";
const UNLESS = "unless `permissionsBoundary`, whose document is not known here, prevents it";

function administratorAccess({ policyId, statementIndex, pointer }: StatementReference): Problem {
  return {
    property: policyId,
    message: `statement ${statementIndex} gives administrator access: list the actions and resources that are needed, ${ON_PURPOSE} (at \`${pointer}\`)`,
  };
}

function writingOfOwnPolicies({ policyId, statementIndex, pointer }: StatementReference): Problem {
  return {
    property: policyId,
    message: `statement ${statementIndex} lets the role write its own policies, and so give itself any permission: name other roles, ${ON_PURPOSE} (at \`${pointer}\`)`,
  };
}

function passingOfEveryRole({ policyId, statementIndex, pointer }: StatementReference): Problem {
  return {
    property: policyId,
    message:
      `statement ${statementIndex} lets its holder pass every role of the account, and so gain all that any of them may do: ` +
      "leave iam:PassRole out, and use `new PassRoleGuard(name, { user, roles: [role], launch: { profiles: [profile] } })`, " +
      `which names the roles, EC2 and what may be launched, ${ON_PURPOSE} (at \`${pointer}\`)`,
  };
}

function isSame(one: StatementReference, other: StatementReference): boolean {
  return one.policyId === other.policyId && one.statementIndex === other.statementIndex;
}

/** The documents that can be read, by the arguments that they come from. */
function subjectOf(documents: readonly RoleDocument[], { document: boundary }: KnownBoundary): AccessSubject {
  const identity = documents.flatMap(({ property, document }) => {
    const read = document === undefined ? undefined : readSymbolically(document, "identity");
    return read?.kind === "parsed" ? [{ id: property, document: read.document }] : [];
  });
  return boundary === undefined
    ? { identity }
    : { identity, permissionsBoundary: { id: "permissionsBoundary", document: boundary } };
}
