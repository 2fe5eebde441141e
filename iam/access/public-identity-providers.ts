/** An identity provider with which anybody in the world can sign in. */
export interface PublicIdentityProvider {
  readonly host: string;
  /** Claims that every token carries. */
  readonly always: readonly string[];
  /** Of a claim's value the text that a stranger's token cannot carry; undefined: strangers choose the claim. */
  readonly ownerIn: (claim: string, value: string) => string | undefined;
}

/** Sign-in for everybody; the claims name the application and the person, which a stranger cannot choose. */
const SIGN_IN = [
  "accounts.google.com",
  "www.amazon.com",
  "graph.facebook.com",
  "cognito-identity.amazonaws.com",
  "appleid.apple.com",
];

/** Build services that issue tokens to all their customers: how their subjects name the customer. */
const BUILD: Readonly<Record<string, RegExp>> = {
  "token.actions.githubusercontent.com": /^(repo:[^/]+\/|(repository|enterprise)[^:]*:[^:]+(:|$))/,
  "gitlab.com": /^project_path:[^/]+\//,
  "app.terraform.io": /^organization:[^:]+(:|$)/,
  "agent.buildkite.com": /^organization:[^:]+(:|$)/,
  "oidc.vercel.com": /^owner:[^:]+(:|$)/,
  "api.pulumi.com/oidc": /^pulumi:[^:]+:org:[^:]+(:|$)/,
};

/** Claims beside the subject that name the customer. */
const OWNER_CLAIM = /^(repository|enterprise)(_owner)?(_id)?$/;

/** The identity providers with which anybody can have an identity. */
export const PUBLIC_PROVIDERS: readonly PublicIdentityProvider[] = [
  ...SIGN_IN.map((host): PublicIdentityProvider => ({
    host,
    always: ["aud", "sub", "app_id", "user_id"],
    ownerIn: (claim, value) => (claim === "amr" ? undefined : value),
  })),
  ...Object.entries(BUILD).map(([host, owner]): PublicIdentityProvider => ({
    host,
    always: ["aud", "sub"],
    ownerIn: (claim, value) => {
      if (claim === "sub") return owner.exec(value)?.[0];
      return OWNER_CLAIM.test(claim) ? (/^[^/]+/.exec(value)?.[0] ?? value) : undefined;
    },
  })),
];

/**
 * The provider that a Federated entry means (its name, or an ARN of type oidc-provider, in any letter case), if anybody
 * can sign in with it. May miss a provider that is not in the table.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function publicIdentityProvider(principal: string): PublicIdentityProvider | undefined {
  const host = principal.toLowerCase().replace(/^.*:oidc-provider\//, "");
  return PUBLIC_PROVIDERS.find((provider) => provider.host === host);
}

/** A Federated entry that means the provider. */
export function federatedEntry({ host }: PublicIdentityProvider): string {
  return host in BUILD ? `arn:aws:iam::000000000001:oidc-provider/${host}` : host;
}
