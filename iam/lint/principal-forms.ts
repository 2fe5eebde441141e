/**
 * A service principal, in each partition: `ec2.amazonaws.com`, `logs.eu-west-1.amazonaws.com`, `ec2.amazonaws.com.cn`. Those
 * of Alexa, `alexa-appkit.amazon.com`, are the only ones under amazon.com.
 */
const SERVICE_PRINCIPAL =
  /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|aws|aws\.internal|c2s\.ic\.gov|sc2s\.sgov\.gov)|alexa-[a-z-]+\.amazon\.com)$/;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services */
export function isServicePrincipal(text: string): boolean {
  return SERVICE_PRINCIPAL.test(text);
}

/** What to write instead of a text that is no service principal. */
export function servicePrincipalFix(text: string): string {
  const lower = text.trim().toLowerCase();
  const candidate = /^[a-z0-9-]+$/.test(lower)
    ? `${lower}.amazonaws.com`
    : lower.replace(/\.amazon\.com$/, ".amazonaws.com");
  return isServicePrincipal(candidate) ? `use \`${candidate}\`` : "use `SERVICE.amazonaws.com` in lower case";
}

/** ARN of a user, role, role session, federated session or account; the name is not judged. */
const PRINCIPAL_ARN =
  /^arn:aws[a-z-]*:(?:iam::\d{12}:(?:root$|user\/.|role\/.|oidc-provider\/.|saml-provider\/.|instance-profile\/.|group\/.)|sts::\d{12}:(?:assumed-role\/[^/]+\/.|federated-user\/.|self$)|cloudfront::cloudfront:user\/.|iam::cloudfront:user\/.)/;

/** Unique id of a role (`AROA…`) or user (`AIDA…`), which AWS shows when the principal was deleted. */
const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z0-9]{12,}$/;

/** What stands in the AWS part of a Principal element. */
export type AwsPrincipalForm = "everyone" | "account" | "arn" | "userId" | "roleId" | "invalid";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function awsPrincipalForm(text: string): AwsPrincipalForm {
  if (text === "*") return "everyone";
  if (/^\d{12}$/.test(text)) return "account";
  if (UNIQUE_ID.test(text)) return text.startsWith("AIDA") ? "userId" : "roleId";
  return PRINCIPAL_ARN.test(text) ? "arn" : "invalid";
}

/** Kind of an identity provider in a role's trust policy. */
export type ProviderForm = "saml" | "oidc" | "invalid";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity */
export function providerForm(text: string): ProviderForm {
  if (/^arn:aws[a-z-]*:iam::\d{12}:saml-provider\/.+/.test(text)) return "saml";
  if (/^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/.+/.test(text)) return "oidc";
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/.*)?$/i.test(text) ? "oidc" : "invalid";
}

/** The prefix of an OIDC provider's condition keys: `token.actions.githubusercontent.com`. */
export function oidcKeyPrefix(provider: string): string {
  return provider.replace(/^arn:[^:]*:iam::\d*:oidc-provider\//, "").toLowerCase();
}
