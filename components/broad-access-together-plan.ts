import { type AccessSubject, BORROWING_ACTIONS, type NamedPolicy, type PolicyDocument, type Reason } from "../iam";
import { BROAD_ACCESS, broadAccessOf, FEWER } from "./broad-access-plan";
import { given } from "./given";
import { ownDocument } from "./own-document";
import type { Plan, Problem } from "./plan";
import type { KnownPermissions } from "./role-permissions";

/**
 * Refuses what `granted` makes of a role that has `held` already, beside what either of them gives alone: documents that
 * together give administrator access. Warns where that is not decided: it hangs on a value, on the boundary or on a
 * policy of which the content is not known, or is too much to decide. Of these, says nothing where `granted` could add
 * nothing to administrator access, whatever else the role had. Unknown policies are not taken to deny.
 */
export function checkAccessTogether(held: KnownPermissions, granted: KnownPermissions): Plan<undefined> {
  const more = granted.policies.map(({ document }) => ({ id: STATEMENTS, document }));
  const bounded = (identity: readonly NamedPolicy[]): AccessSubject => ({
    identity,
    ...given({ permissionsBoundary: held.boundary }),
  });
  const whole = broadAccessOf(bounded([...held.policies, ...more]));
  const problems = newProblems(whole.problems, [held.policies, more].map(bounded));
  const boundary = held.boundaryNotKnown;
  if (problems.length > 0 && boundary === undefined) return { kind: "refused", problems };
  const unknown = [...held.notKnown, ...granted.notKnown].filter((one) => one !== boundary);
  const isDecided = unknown.length === 0 && whole.undecided.length === 0;
  const isOpen = !isDecided && (granted.notKnown.length > 0 || mayAdd(held.policies, more, bounded));
  const warnings = [
    ...(boundary === undefined || problems.length === 0 ? [] : [unlessPrevented(boundary, problems)]),
    ...(isOpen ? notVerified(whole.undecided, unknown) : []),
  ];
  return { kind: "planned", plan: undefined, warnings };
}

/** The argument of the grant, by which its own policy goes in messages. */
const STATEMENTS = "statements";
const KNOWN_AT_PREVIEW = "with a document that is known at preview";
const POLICIES = `give the role the \`aws.iam.Policy\` itself, or the document in \`inlinePolicies\`, ${KNOWN_AT_PREVIEW}`;
const VALUE = "give it as a text, or name the resource that it comes from, so that it is known at preview";

function unlessPrevented(boundary: string, problems: readonly Problem[]): Problem {
  const granting = [...new Set(problems.map(({ property }) => `\`${property}\``))].join(" and ");
  const mend = `give the role the \`aws.iam.Policy\` itself as \`permissionsBoundary\`, ${KNOWN_AT_PREVIEW}`;
  return {
    property: STATEMENTS,
    message: `not verified: ${granting} together give administrator access, unless the role's permissions boundary prevents it, ${boundary}: ${mend}`,
  };
}

function notVerified(undecided: readonly Reason[], unknown: readonly string[]): readonly Problem[] {
  const beside = (others: string, mend: string): Problem => ({
    property: STATEMENTS,
    message: `not verified: whether it ${BROAD_ACCESS}, together with ${others}${mend}`,
  });
  const reasons = new Map(undecided.map(({ code, message }) => [message, code === "symbol" ? VALUE : FEWER]));
  return [
    ...[...reasons].map(([message, mend]) => beside("what else the role has", `: ${message}; ${mend}`)),
    ...(unknown.length === 0 ? [] : [beside(unknown.join(" and "), `: ${POLICIES}`)]),
  ];
}

/** What the whole has that none of its parts has. */
function newProblems(whole: readonly Problem[], parts: readonly AccessSubject[]): readonly Problem[] {
  const known = parts.flatMap((part) => broadAccessOf(part).problems);
  return whole.filter(
    ({ property, message }) => !known.some((one) => one.property === property && one.message === message),
  );
}

/** Either half of administrator access: what lends somebody's permissions, and everything else. */
const HALVES: readonly PolicyDocument[] = [
  ownDocument({ Effect: "Allow", Action: BORROWING_ACTIONS, Resource: "*" }, "identity"),
  ownDocument({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, "identity"),
];

/** Whether `more` may be part of administrator access beside some other policy, under what `held` denies. */
function mayAdd(
  held: readonly NamedPolicy[],
  more: readonly NamedPolicy[],
  bounded: (identity: readonly NamedPolicy[]) => AccessSubject,
): boolean {
  const denials = held.map(({ id, document }) => ({
    id,
    document: { ...document, statements: document.statements.filter(({ effect }) => effect === "Deny") },
  }));
  return HALVES.some((half) => {
    const others = [...denials, { id: "half", document: half }];
    const { problems, undecided } = broadAccessOf(bounded([...others, ...more]));
    return undecided.length > 0 || newProblems(problems, [bounded(others)]).length > 0;
  });
}
