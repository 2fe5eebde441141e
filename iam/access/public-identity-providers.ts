import { FRESH_TEXT, type Candidate } from "./condition-candidates";

/** An identity provider with which anybody in the world can sign in. */
export interface PublicIdentityProvider {
  /** What a stranger's token carries for a condition key (lower case); undefined for keys that strangers choose. */
  readonly strangersValues: (lowerCaseKey: string) => readonly Candidate[] | undefined;
}

/** Sign-in for everybody; the claim `aud` (or `app_id`) names the application, which a stranger cannot choose. */
const SIGN_IN = [
  "accounts.google.com",
  "www.amazon.com",
  "graph.facebook.com",
  "cognito-identity.amazonaws.com",
  "appleid.apple.com",
];

/** Build services that issue tokens to all their customers; the customer chooses `aud`, the other claims say who it is. */
const BUILD: Readonly<Record<string, string>> = {
  "token.actions.githubusercontent.com": "repo:zq-stranger/zq:ref:refs/heads/main",
  "gitlab.com": "project_path:zq-stranger/zq:ref_type:branch:ref:main",
  "app.terraform.io": "organization:zq-stranger:project:zq:workspace:zq:run_phase:apply",
  "agent.buildkite.com": "organization:zq-stranger:pipeline:zq:ref:refs/heads/main:commit:0:step:zq",
  "oidc.vercel.com": "owner:zq-stranger:project:zq:environment:production",
  "api.pulumi.com/oidc": "pulumi:deploy:org:zq-stranger:project:zq:stack:zq:operation:update",
};

/**
 * The provider that a Federated entry means (its name, or an ARN of type oidc-provider), if anybody can sign in with it.
 * May miss a provider that is not in the table.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function publicIdentityProvider(principal: string): PublicIdentityProvider | undefined {
  const host = principal.replace(/^.*:oidc-provider\//, "");
  if (SIGN_IN.includes(host)) {
    return {
      strangersValues: (key) => (key.startsWith(`${host}:`) && !key.endsWith(":amr") ? [FRESH_TEXT] : undefined),
    };
  }
  const subject = BUILD[host];
  if (subject === undefined) return undefined;
  return {
    strangersValues: (key) => {
      if (!key.startsWith(`${host}:`) || key === `${host}:aud`) return undefined;
      return key === `${host}:sub` ? [subject] : [FRESH_TEXT];
    },
  };
}
