import { parseArn } from "../../arn/arn";
import { hasSymbol } from "../../pattern/symbol-placeholder";
import { pointerTo } from "../json/json-node";
import type { IssueCollector } from "../parse-issue";
import type { Principals } from "../policy-document";

const ACCOUNT_ID = /^\d{12}$/;
/** Origin access identities belong to the account `cloudfront`. */
const ACCOUNT = /^(\d{12}|cloudfront)$/;
/** Unique ids, into which AWS turns the ARN of a user or role that is deleted. */
const UNIQUE_ID = /^(AIDA|AROA)[A-Z0-9]{12,}$/;
const IAM_RESOURCE = /^(root|(user|role|saml-provider|oidc-provider)\/.+)$/;
const STS_RESOURCE = /^(assumed-role\/[^/]+\/.+|federated-user\/.+|self)$/;
const CANONICAL_USER = /^[0-9a-f]{64}$/;
const DOMAIN = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/**
 * Reports principals that AWS refuses: other forms, and wildcards inside a name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function checkPrincipals(principals: Principals, pointer: string, issues: IssueCollector): void {
  checkKind(
    principals.aws,
    isAwsPrincipal,
    "an account id, an ARN of IAM or STS, or `*`",
    pointerTo(pointer, "AWS"),
    issues,
  );
  checkKind(
    principals.service,
    isService,
    "a service principal such as `ec2.amazonaws.com`",
    pointerTo(pointer, "Service"),
    issues,
  );
  checkKind(
    principals.federated,
    isProvider,
    "a provider's ARN or domain name",
    pointerTo(pointer, "Federated"),
    issues,
  );
  const canonical = (entry: string): boolean => CANONICAL_USER.test(entry);
  checkKind(principals.canonicalUser, canonical, "64 hexadecimal digits", pointerTo(pointer, "CanonicalUser"), issues);
}

function checkKind(
  entries: readonly string[],
  isValid: (entry: string) => boolean,
  expected: string,
  pointer: string,
  issues: IssueCollector,
): void {
  for (const entry of entries) {
    if (isValid(entry) || hasSymbol(entry)) continue;
    if (/[*?]/.test(entry))
      issues.add("misplaced-wildcard", pointer, `\`${entry}\` has a wildcard, expected ${expected}`);
    else issues.add("malformed-principal", pointer, `got \`${entry}\`, expected ${expected}`);
  }
}

function isAwsPrincipal(entry: string): boolean {
  if (entry === "*" || ACCOUNT_ID.test(entry) || UNIQUE_ID.test(entry)) return true;
  const arn = parseArn(entry);
  if (arn === undefined || !ACCOUNT.test(arn.account) || arn.region !== "" || /[*?]/.test(entry)) return false;
  if (arn.service === "iam") return IAM_RESOURCE.test(arn.resource);
  return arn.service === "sts" && STS_RESOURCE.test(arn.resource);
}

function isService(entry: string): boolean {
  return DOMAIN.test(entry) && entry.includes(".");
}

function isProvider(entry: string): boolean {
  if (DOMAIN.test(entry) && entry.includes(".")) return true;
  const arn = parseArn(entry);
  return arn?.service === "iam" && /^(saml|oidc)-provider\/[^*?]+$/.test(arn.resource);
}
