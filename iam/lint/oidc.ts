import type { LintContext } from "./lint-context";
import { oidcKeyPrefix, providerForm } from "./principal-forms";
import { namesAction } from "./principals";
import type { PrincipalView, StatementView } from "./statement-view";

/** A statement that lets the users of an OIDC provider assume the role. */
export interface OidcTrust {
  readonly statement: StatementView;
  readonly provider: PrincipalView;
  /** Prefix of the provider's condition keys, lower case. */
  readonly keyPrefix: string;
}

/** Provider of GitHub Actions. */
export const GITHUB = "token.actions.githubusercontent.com";

/** Every Allow of sts:AssumeRoleWithWebIdentity to an OIDC provider that is known. */
export function oidcTrusts({ statements }: LintContext): readonly OidcTrust[] {
  return statements.flatMap((statement) => {
    if (!statement.isAllow || !namesAction(statement, "sts:assumerolewithwebidentity")) return [];
    return statement.principals.flatMap((provider) => {
      if (provider.kind !== "Federated" || provider.hasSymbol || providerForm(provider.text) !== "oidc") return [];
      return [{ statement, provider, keyPrefix: oidcKeyPrefix(provider.text) }];
    });
  });
}

/** Providers of which AWS documents that the audience claim has one value. */
const SINGLE_AUDIENCE: readonly string[] = [
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "graph.facebook.com",
  "www.amazon.com",
  GITHUB,
];

/** Which audience key a condition key is: of a provider that AWS knows, or of another one; undefined for other keys. */
export function audienceKey(lowerKey: string): "known" | "other" | undefined {
  const match = /^(.+\..+):(aud|app_id)$/.exec(lowerKey);
  if (match?.[1] === undefined) return undefined;
  return SINGLE_AUDIENCE.includes(match[1]) ? "known" : "other";
}
