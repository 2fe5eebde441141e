import type { RequestPrincipal } from "./principal";

/**
 * The value of a global condition key that follows from the principal alone, so that AWS always sends it; undefined
 * where it does not follow. The ARN of a session's role is known only if the role has no path.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
// ASSUMPTION: a role whose session makes the request has no path unless aws:PrincipalArn says so (ADR 0014).
export function principalFact(lowerCaseKey: string, principal: RequestPrincipal): string | undefined {
  switch (lowerCaseKey) {
    case "aws:principalarn":
      return principalArn(principal);
    case "aws:principalaccount":
      return principalAccount(principal);
    case "aws:principaltype":
      return PRINCIPAL_TYPE[principal.kind];
    case "aws:principalisawsservice":
      return principal.kind === "anonymous" ? undefined : String(principal.kind === "service");
    case "aws:principalservicename":
      return principal.kind === "service" ? principal.text : undefined;
    case "aws:username":
      return principal.kind === "user" ? principal.name : undefined;
    default:
      return undefined;
  }
}

const PRINCIPAL_TYPE: Readonly<Partial<Record<RequestPrincipal["kind"], string>>> = {
  user: "User",
  role: "AssumedRole",
  roleSession: "AssumedRole",
  federatedUser: "FederatedUser",
  accountRoot: "Account",
  anonymous: "Anonymous",
};

/** A caller known by its identity provider only belongs to no account yet. */
function principalAccount(principal: RequestPrincipal): string | undefined {
  if (principal.kind === "anonymous") return "anonymous";
  return principal.kind === "identityProvider" ? undefined : principal.account;
}

function principalArn(principal: RequestPrincipal): string | undefined {
  switch (principal.kind) {
    case "user":
    case "role":
    case "accountRoot":
    case "federatedUser":
      return principal.text;
    case "roleSession":
      return `arn:${principal.partition ?? ""}:iam::${principal.account ?? ""}:role/${principal.name ?? ""}`;
    default:
      return undefined;
  }
}
