import type { AuthorizationRequest } from "../../../iam";
import type { DocumentJson, PoliciesJson } from "./oracle-json";
import { accountOf, lookUp, matchesRequest, naming, type Naming } from "./oracle-statement";

type Decision = "allowed" | "explicitDeny" | "implicitDeny";

/** How the statements of the given effect name the caller, of those that match. */
function namings(
  documents: readonly DocumentJson[],
  effect: string,
  request: AuthorizationRequest,
  attached: boolean,
): readonly Naming[] {
  const look = lookUp(request);
  return documents
    .flatMap((document) => document.Statement)
    .filter((statement) => statement.Effect === effect && matchesRequest(statement, request, look))
    .map((statement): Naming => {
      if (attached) return "self";
      if (statement.NotPrincipal === undefined) return naming(statement.Principal, request.principal);
      return naming(statement.NotPrincipal, request.principal) === "nobody" ? "self" : "nobody";
    })
    .filter((name) => name !== "nobody");
}

/** AWS's decision by the flow chart of the user guide; no NotPrincipal in a Deny, and known operators only. */
export function oracleDecision(request: AuthorizationRequest, policies: PoliciesJson): Decision {
  const account = accountOf(request.principal);
  const isRoot = request.principal.endsWith(":root");
  const ofPrincipal = account !== undefined && !isRoot;
  const kinds: readonly (readonly [readonly DocumentJson[] | undefined, boolean, boolean])[] = [
    [ofPrincipal ? policies.identity : undefined, true, false],
    [ofPrincipal && policies.permissionsBoundary ? [policies.permissionsBoundary] : undefined, true, false],
    [ofPrincipal ? policies.session : undefined, true, false],
    [policies.resource ? [policies.resource] : undefined, false, false],
  ];
  const scps = account !== undefined && request.managementAccount !== true ? (policies.scps ?? []) : [];
  const ofManagementAccount = request.managementAccount === true && ownerOf(request, account) === account;
  const rcps = /^(s3|sts):/i.test(request.action) && !ofManagementAccount ? (policies.rcps ?? []) : [];
  const denied =
    kinds.some(([documents, attached]) => namings(documents ?? [], "Deny", request, attached).length > 0) ||
    scps.some((level) => namings(level, "Deny", request, true).length > 0) ||
    rcps.some((level) => namings(level, "Deny", request, false).length > 0);
  if (denied) return "explicitDeny";
  const levelsAllow =
    scps.every((level) => namings(level, "Allow", request, true).length > 0) &&
    rcps.every((level) => namings(level, "Allow", request, false).length > 0);
  return levelsAllow &&
    kindsAllow(
      request,
      policies,
      kinds.map(([documents]) => documents),
    )
    ? "allowed"
    : "implicitDeny";
}

/** The account that owns the resource: as the ARN says, as the request says, or the caller's. */
function ownerOf({ resource, resourceAccount }: AuthorizationRequest, caller: string | undefined): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1] ?? resourceAccount ?? caller;
}

function kindsAllow(
  request: AuthorizationRequest,
  policies: PoliciesJson,
  [identity, boundary, session, resource]: readonly (readonly DocumentJson[] | undefined)[],
): boolean {
  const account = accountOf(request.principal);
  const allows = (documents: readonly DocumentJson[] | undefined): boolean =>
    documents === undefined || namings(documents, "Allow", request, true).length > 0;
  const granted = namings(resource ?? [], "Allow", request, false);
  const hasLevels = [...(policies.scps ?? []), ...(policies.rcps ?? [])].length > 0;
  if (account === undefined) {
    return resource === undefined ? hasLevels && policies.identity === undefined : granted.length > 0;
  }
  const limits = allows(boundary) && allows(session);
  const identitySide = allows(identity) && limits;
  if (resource === undefined) {
    if ([identity, boundary, session].every((kind) => kind === undefined))
      return hasLevels || request.principal.endsWith(":root");
    return identitySide;
  }
  if (ownerOf(request, account) !== account) return identitySide && granted.length > 0;
  if (granted.includes("self")) return true;
  if (granted.includes("role") && limits) return true;
  if (policies.identity === undefined) return granted.includes("account") && limits;
  if ((policies.resourcePolicyKind ?? "other") === "other") return identitySide;
  return granted.includes("account") && identitySide;
}
