import type { AssumedRole } from "../../aws/connection";

/** A setting of the aws provider that an association cannot take over. */
export const UNSUPPORTED_SETTINGS = [
  "assumeRoleWithWebIdentity",
  "customCaBundle",
  "httpProxy",
  "httpsProxy",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
] as const;

/** How each setting of a connection is read from that of the aws provider, which holds nested ones as JSON text. */
export const SETTING_READERS: Readonly<
  Record<string, { readonly from: string; readonly read: (text: string) => unknown }>
> = {
  region: { from: "region", read: asText },
  profile: { from: "profile", read: asText },
  accessKeyId: { from: "accessKey", read: asText },
  secretAccessKey: { from: "secretKey", read: asText },
  sessionToken: { from: "token", read: asText },
  assumeRoles: { from: "assumeRoles", read: (text) => (JSON.parse(text) as ProviderRole[]).map(assumedRole) },
  endpoints: { from: "endpoints", read: (text) => Object.assign({}, ...(JSON.parse(text) as object[])) as object },
  maxAttempts: { from: "maxRetries", read: (text) => Math.max(1, Number(text)) },
  retryMode: { from: "retryMode", read: asText },
  stsRegion: { from: "stsRegion", read: asText },
  useFipsEndpoint: { from: "useFipsEndpoint", read: asFlag },
  useDualstackEndpoint: { from: "useDualstackEndpoint", read: asFlag },
  allowedAccountIds: { from: "allowedAccountIds", read: (text) => JSON.parse(text) as unknown },
  forbiddenAccountIds: { from: "forbiddenAccountIds", read: (text) => JSON.parse(text) as unknown },
};

/** A role of the aws provider's `assumeRoles`. @see https://www.pulumi.com/registry/packages/aws/api-docs/provider/ */
interface ProviderRole {
  readonly roleArn: string;
  readonly duration?: string;
  readonly externalId?: string;
  readonly policy?: string;
  readonly policyArns?: readonly string[];
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
}

function assumedRole({ duration, ...role }: ProviderRole): AssumedRole {
  return duration === undefined ? role : { ...role, durationSeconds: secondsOf(duration) };
}

const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Reads a duration in Go's form: `1h30m`. */
function secondsOf(duration: string): number {
  return [...duration.matchAll(/(\d+(?:\.\d+)?)([hms])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (SECONDS[unit ?? ""] ?? 0),
    0,
  );
}

function asText(text: string): string {
  return text;
}

function asFlag(text: string): boolean {
  return text === "true";
}
