import {
  type AcceptedGain,
  type ComparedPrincipal,
  effectivePermissions,
  type Gain,
  judgePassedRole,
  type NamedPolicy,
  type PassedRoleVerdict,
  speaksOfCaller,
  STAND_IN_PARTITION,
  type StatementReference,
} from "../../iam";
import { isSymbolic } from "../plan";
import type { KnownPermissions } from "../role-permissions";

/** A passer or a passed role, as a program knows it. */
export interface ProgramPrincipal {
  /** What messages call it: `role \`web\``. */
  readonly label: string;
  /** Its ARN; absent for the members of a group, and where it is not known. */
  readonly arn?: string;
  readonly permissions: KnownPermissions;
  /** The guard's own documents, for the passer. */
  readonly guardPolicies?: readonly NamedPolicy[];
}

/** A role that may be passed. */
export interface PassableRole extends ProgramPrincipal {
  /** Its ARN as the guard publishes it: with a symbol where it is not known. */
  readonly publishedArn: string;
}

/** A request that a passed role may make and its passer may not. */
export interface RoleGain {
  readonly role: string;
  readonly passer: string;
  readonly request: Gain["counterexample"];
  readonly allowedBy: readonly StatementReference[];
  readonly notAllowedBecause: readonly StatementReference[] | "noStatementAllows";
  /** Values of what is not known yet for which this is so. */
  readonly symbols?: Readonly<Record<string, string>>;
}

/** Whether a passed role lies within its passer; an accepted gain is absent where it is not decided whether there is one. */
export type GainVerdict =
  | { readonly kind: "contained" }
  | { readonly kind: "gain"; readonly gain: RoleGain }
  | { readonly kind: "gainAccepted"; readonly gain?: RoleGain }
  /** `reason` says what is missing, and how to make it known. */
  | { readonly kind: "unknown"; readonly reason: string };

/** How to make known what is missing, by its kind. */
const MAKE_KNOWN = {
  policy: "give the policy as a resource or document instead of its ARN, made of values that are known at preview",
  value: "make the policies of values that are known at preview: names instead of ARNs and ids, or `arnOf(resource)`",
  principal: "give the holder and the role as resources, or name the caller in their policies",
  answer: "write the policies of both with fewer wildcards and conditions, so that they can be compared",
} as const;

/** Decides whether `role` may do nothing that `passer` may not, or `allowGain` accepts that it may, by `judgePassedRole`. */
export function judgeGain(
  role: PassableRole,
  passer: ProgramPrincipal,
  allowGain: readonly AcceptedGain[] = [],
): GainVerdict {
  const account = accountOf(role.publishedArn);
  const [inner, outer] = [sideOf(role, `${account}:role/passed`), sideOf(passer, `${account}:user/passer`)];
  const verdict = judgePassedRole(role.publishedArn, inner, outer, allowGain);
  switch (verdict.kind) {
    case "gain":
      return { kind: "gain", gain: describedGain(role, passer, verdict.gain) };
    case "gainAccepted":
      return { kind: "gainAccepted", ...(verdict.gain && { gain: describedGain(role, passer, verdict.gain) }) };
    case "unknown":
      return { kind: "unknown", reason: whyUnknown(verdict, [role, passer]) };
    case "contained":
      return verdict;
  }
}

function whyUnknown(
  { reason, missing }: Extract<PassedRoleVerdict, { kind: "unknown" }>,
  principals: readonly ProgramPrincipal[],
): string {
  const policies = principals.flatMap(({ permissions: { policies: own, boundary } }) => [
    ...own,
    ...(boundary ? [boundary] : []),
  ]);
  const labels = policies.flatMap(({ id, document }) => document.symbols.map(({ label }) => `${label} in \`${id}\``));
  const values = missing === "value" && labels.length > 0 ? ` (${[...new Set(labels)].join(", ")})` : "";
  return (
    `${reason}${values}: ${MAKE_KNOWN[missing]}, or accept that the role may do more with \`allowGain: [{ role, reason }]\`; ` +
    "the policy iam-role-disallow-pass-role-gain decides it over the stack, and reports it where it cannot"
  );
}

function describedGain(role: ProgramPrincipal, passer: ProgramPrincipal, gain: Gain): RoleGain {
  const { counterexample: request, allowedBy, notAllowedBecause, symbols } = gain;
  return {
    role: role.label,
    passer: passer.label,
    request,
    allowedBy,
    notAllowedBecause,
    ...(symbols && { symbols }),
  };
}

/** Says in one sentence what is gained, and by which statements. */
export function sentenceOf({ role, passer, request, allowedBy, notAllowedBecause, symbols = {} }: RoleGain): string {
  const keys = Object.entries(request.context).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  const values = Object.entries(symbols).map(([id, value]) => `\`${id}\`, which is not known yet, is \`${value}\``);
  const because =
    notAllowedBecause === "noStatementAllows"
      ? `no statement lets ${passer} do so`
      : `${passer} is denied it by ${notAllowedBecause.map(statementName).join(" and ")}`;
  return (
    `${passer} gains \`${request.action}\` on \`${request.resource}\`${keys.length === 0 ? "" : ` with ${keys.join(" and ")}`} ` +
    `by passing ${role}, which is allowed it by ${allowedBy.map(statementName).join(" and ")}, while ${because}` +
    (values.length === 0 ? "" : `, if ${values.join(" and ")}`)
  );
}

function statementName({ policyId, statementIndex, sid }: StatementReference): string {
  return `statement ${statementIndex}${sid === undefined ? "" : ` (\`${sid}\`)`} of \`${policyId}\``;
}

/** The beginning of the ARNs of whoever is in the role's account, in which passer and role both are; any account where it is not known. */
function accountOf(roleArn: string): string {
  return /^arn:[\w-]+:iam::\d{12}/.exec(roleArn)?.[0] ?? `arn:${STAND_IN_PARTITION}:iam::123456789012`;
}

/** The guard's own documents speak of the caller only to exempt it, which a stand-in is as well. */
function sideOf(principal: ProgramPrincipal, standIn: string): ComparedPrincipal {
  const { label, arn, permissions, guardPolicies = [] } = principal;
  const { policies, boundary, notKnown, boundaryNotKnown, tags } = permissions;
  const isNamed = arn !== undefined && !isSymbolic(arn);
  const speaks = speaksOfCaller(boundary === undefined ? policies : [...policies, boundary]);
  const gap = (what: string) => `${label} has ${what}`;
  return {
    permissions: effectivePermissions(
      { identity: [...policies, ...guardPolicies], ...(boundary && { permissionsBoundary: boundary }) },
      {
        principal: isNamed ? arn : standIn,
        context: Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
      },
    ),
    gaps: notKnown.map(gap),
    ...(boundaryNotKnown !== undefined && { boundaryGap: gap(boundaryNotKnown) }),
    ...(!isNamed &&
      speaks && { anonymous: `${label}: policies speak of the principal, which is not one known principal` }),
  };
}
