import { z } from "zod";

import {
  type AccessSubject,
  judgeAdministratorAccess,
  judgePassRoleReach,
  type NamedPolicy,
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

/** What is refused, or drawn as a warning where an unknown boundary may prevent it. */
export interface BroadAccessCheck {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * Finds documents that together, and within the boundary, give administrator access or let their holder pass any role,
 * however that is written, as the policies iam-policy-disallow-admin-access and iam-policy-disallow-pass-role-wildcard
 * do. Finds nothing that hangs on an unknown value.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function checkBroadAccess(documents: readonly RoleDocument[], boundary: KnownBoundary = {}): BroadAccessCheck {
  const found = broadAccessOf(subjectOf(documents, boundary));
  return boundary.isUnknown === true
    ? { problems: [], warnings: found.map(({ property, message }) => ({ property, message: `${message}; ${UNLESS}` })) }
    : { problems: found, warnings: [] };
}

/**
 * Finds what `more` makes of a role that has `held` already, beside what either of them gives alone: documents that
 * together give administrator access.
 */
export function broadAccessTogether(held: AccessSubject, more: readonly NamedPolicy[]): readonly Problem[] {
  const alone = [held, { ...held, identity: more }].flatMap(broadAccessOf);
  const isNew = ({ property, message }: Problem) =>
    !alone.some((known) => known.property === property && known.message === message);
  return broadAccessOf({ ...held, identity: [...held.identity, ...more] }).filter(isNew);
}

function broadAccessOf(subject: AccessSubject): readonly Problem[] {
  const administrator = judgeAdministratorAccess(subject);
  const granting = administrator.kind === "granted" ? administrator.statements : [];
  const passing = judgePassRoleReach(subject);
  const others =
    passing.kind === "granted" ? passing.statements.filter((one) => !granting.some((other) => isSame(one, other))) : [];
  return [...granting.map(administratorAccess), ...others.map(passingOfEveryRole)];
}

const ON_PURPOSE = "or say why the role must have it: `allowBroadAccess: { reason }`";
const UNLESS = "unless `permissionsBoundary`, whose document is not known here, prevents it";

function administratorAccess({ policyId, statementIndex, pointer }: StatementReference): Problem {
  return {
    property: policyId,
    message: `statement ${statementIndex} gives administrator access: list the actions and resources that are needed, ${ON_PURPOSE} (at \`${pointer}\`)`,
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
