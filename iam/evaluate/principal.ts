import { parseArn } from "../arn/arn";

/**
 * Who makes a request, read from `AuthorizationRequest.principal`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface RequestPrincipal {
  readonly kind:
    | "user"
    | "role"
    | "roleSession"
    | "federatedUser"
    | "accountRoot"
    | "identityProvider"
    | "service"
    | "canonicalUser"
    | "anonymous"
    | "other";
  /** As given. */
  readonly text: string;
  /** The account of an IAM or STS principal. */
  readonly account?: string;
  readonly partition?: string;
  /** The user's or role's name without path; the role's name for a session. */
  readonly name?: string;
}

const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/;
/**
 * An identity provider, whatever its domain; in GovCloud and China with a name of its own.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
const COGNITO = /^cognito-identity([.-][a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/;
const CANONICAL_USER = /^[0-9a-f]{64}$/;

/** The principal read last: requests come in runs of one caller. */
let latest: RequestPrincipal = { kind: "anonymous", text: "*" };

/** Reads a principal; a text of no known form is `other` and matches entries of the same text only. */
export function readPrincipal(text: string): RequestPrincipal {
  if (latest.text !== text) latest = readPrincipalText(text);
  return latest;
}

function readPrincipalText(text: string): RequestPrincipal {
  if (text === "*") return { kind: "anonymous", text };
  if (SERVICE.test(text) && !COGNITO.test(text)) return { kind: "service", text };
  if (CANONICAL_USER.test(text)) return { kind: "canonicalUser", text };
  const arn = parseArn(text);
  if (arn === undefined) return { kind: "other", text };
  const common = { text, account: arn.account, partition: arn.partition };
  const [type = "", ...rest] = arn.resource.split("/");
  if (arn.service === "iam") return { ...common, ...readIamPrincipal(type, rest) };
  if (arn.service !== "sts") return { kind: "other", text };
  if (type === "assumed-role") return { ...common, kind: "roleSession", name: rest[0] ?? "" };
  if (type === "federated-user") return { ...common, kind: "federatedUser", name: rest.join("/") };
  return { kind: "other", text };
}

function readIamPrincipal(type: string, rest: readonly string[]): Pick<RequestPrincipal, "kind" | "name"> {
  if (type === "root" && rest.length === 0) return { kind: "accountRoot" };
  if (type === "user") return { kind: "user", name: rest.at(-1) ?? "" };
  if (type === "role") return { kind: "role", name: rest.at(-1) ?? "" };
  if (type === "saml-provider" || type === "oidc-provider") return { kind: "identityProvider", name: rest.join("/") };
  return { kind: "other" };
}

/** Whether identity-based policies, boundaries and SCPs can apply: the caller is an IAM or STS principal of an account. */
export function hasIdentityPolicies(principal: RequestPrincipal): boolean {
  switch (principal.kind) {
    case "user":
    case "role":
    case "roleSession":
    case "federatedUser":
    case "accountRoot":
      return true;
    default:
      return false;
  }
}
