import {
  type AuthorizationRequest,
  bundledCatalogue,
  checkContainment,
  effectivePermissions,
  type EffectivePermissions,
  type NamedPolicy,
  type StatementReference,
} from "../../iam";
import { isSymbolic } from "../plan";
import type { KnownPermissions } from "../role-permissions";

/** One of the two principals that are compared. */
export interface ComparedPrincipal {
  /** What messages call it: `role \`web\``. */
  readonly label: string;
  /** Its ARN; absent for the members of a group, and where it is not known. */
  readonly arn?: string;
  readonly permissions: KnownPermissions;
  /** The guard's own documents, for the passer. */
  readonly guardPolicies?: readonly NamedPolicy[];
}

/** A request that a passed role may make and its passer may not. */
export interface RoleGain {
  readonly role: string;
  readonly passer: string;
  readonly request: AuthorizationRequest;
  readonly allowedBy: readonly StatementReference[];
  readonly notAllowedBecause: readonly StatementReference[] | "noStatementAllows";
  /** Values of what is not known yet for which this is so. */
  readonly symbols?: Readonly<Record<string, string>>;
}

/** Whether a passed role lies within its passer. */
export type GainVerdict =
  | { readonly kind: "contained" }
  | { readonly kind: "gain"; readonly gain: RoleGain }
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * Decides whether `role` may do nothing that `passer` may not, over the requests that AWS can receive. Resource-based
 * policies that name the one or the other take no part.
 */
export function judgeGain(role: ComparedPrincipal, passer: ComparedPrincipal): GainVerdict {
  const [inner, outer] = [sideOf(role, "role/passed"), sideOf(passer, "user/passer")];
  if (passer.permissions.notKnown.length > 0) return notKnown(passer);
  if (passer.arn === undefined && namesPrincipals(passer)) {
    return {
      kind: "unknown",
      reason: `${passer.label}: policies speak of the principal, which is not one known principal`,
    };
  }
  const verdict = checkContainment(inner, outer, { catalogue: bundledCatalogue() });
  if (verdict.kind === "unknown") return { kind: "unknown", reason: verdict.reason.message };
  const unreadPolicies = role.permissions.notKnown.length > (role.permissions.isBoundaryUnknown ? 1 : 0);
  if (verdict.kind === "contained") return unreadPolicies ? notKnown(role) : { kind: "contained" };
  if (role.permissions.notKnown.length > 0) return notKnown(role);
  const { counterexample: request, allowedBy, notAllowedBecause, symbols } = verdict;
  return {
    kind: "gain",
    gain: {
      role: role.label,
      passer: passer.label,
      request,
      allowedBy,
      notAllowedBecause,
      ...(symbols && { symbols }),
    },
  };
}

/** Says in one sentence what is gained, and by which statements. */
export function sentenceOf({ role, passer, request, allowedBy, notAllowedBecause }: RoleGain): string {
  const keys = Object.entries(request.context).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  const because =
    notAllowedBecause === "noStatementAllows"
      ? `no statement lets ${passer} do so`
      : `${passer} is denied it by ${notAllowedBecause.map(statementName).join(" and ")}`;
  return (
    `${passer} gains \`${request.action}\` on \`${request.resource}\`${keys.length === 0 ? "" : ` with ${keys.join(" and ")}`} ` +
    `by passing ${role}, which is allowed it by ${allowedBy.map(statementName).join(" and ")}, while ${because}`
  );
}

function statementName({ policyId, statementIndex, sid }: StatementReference): string {
  return `statement ${statementIndex}${sid === undefined ? "" : ` (\`${sid}\`)`} of \`${policyId}\``;
}

function sideOf(
  { arn, permissions, guardPolicies = [] }: ComparedPrincipal,
  placeholder: string,
): EffectivePermissions {
  const { policies, boundary, tags } = permissions;
  return effectivePermissions(
    { identity: [...policies, ...guardPolicies], ...(boundary && { permissionsBoundary: boundary }) },
    {
      principal: arn === undefined || isSymbolic(arn) ? `arn:aws:iam::123456789012:${placeholder}` : arn,
      context: Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    },
  );
}

function notKnown({ label, permissions }: ComparedPrincipal): GainVerdict {
  return { kind: "unknown", reason: `${label} has ${permissions.notKnown.join(" and ")}` };
}

/** Whether a condition or variable tells principals apart; the guard's own documents do so only to exempt the caller. */
function namesPrincipals({ permissions: { policies, boundary } }: ComparedPrincipal): boolean {
  const documents: readonly NamedPolicy[] = boundary === undefined ? policies : [...policies, boundary];
  return documents.some(({ document }) => /aws:(userid|username|principal)/i.test(JSON.stringify(document.statements)));
}
