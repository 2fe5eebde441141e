import type { AssumedRole, WebIdentity } from "../../aws/connection";
import type { Problem } from "../plan";

/** Settings of the aws provider that an association cannot take over, and what to do instead. */
export const UNSUPPORTED_SETTINGS: Readonly<Record<string, string>> = {
  ec2MetadataServiceEndpoint: "set AWS_EC2_METADATA_SERVICE_ENDPOINT",
  ec2MetadataServiceEndpointMode: "set AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
  httpProxy: "an association reaches AWS without a proxy, as by a VPC endpoint",
  httpsProxy: "an association reaches AWS without a proxy, as by a VPC endpoint",
  insecure: "name the authority of the server's certificate in `connection.caBundle`",
  sharedConfigFiles: "set AWS_CONFIG_FILE",
  sharedCredentialsFiles: "set AWS_SHARED_CREDENTIALS_FILE",
};

/** Texts of settings that say as much as nothing. */
const AS_UNSET = new Set(["", "false", "[]", "{}", "null"]);

/** Says why the settings cannot be taken over, if so: the first that is set and not supported. */
export function refusalOfSettings(settings: Readonly<Record<string, string | undefined>>): string | undefined {
  const refused = Object.entries(UNSUPPORTED_SETTINGS).find(([key]) => !AS_UNSET.has(settings[key] ?? ""));
  return (
    refused &&
    `the setting \`${refused[0]}\` of the aws provider is not taken over by an association: ${refused[1]}, and give \`connection\` with what else it is to use`
  );
}

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
  webIdentity: {
    from: "assumeRoleWithWebIdentity",
    read: (text) => webIdentity(JSON.parse(text) as ProviderWebIdentity),
  },
  caBundle: { from: "customCaBundle", read: asText },
  endpoints: { from: "endpoints", read: (text) => Object.assign({}, ...(JSON.parse(text) as object[])) as object },
  maxAttempts: { from: "maxRetries", read: (text) => Math.max(1, Number(text)) },
  retryMode: { from: "retryMode", read: asText },
  stsRegion: { from: "stsRegion", read: asText },
  useFipsEndpoint: { from: "useFipsEndpoint", read: asFlag },
  useDualstackEndpoint: { from: "useDualstackEndpoint", read: asFlag },
  allowedAccountIds: { from: "allowedAccountIds", read: (text) => JSON.parse(text) as unknown },
  forbiddenAccountIds: { from: "forbiddenAccountIds", read: (text) => JSON.parse(text) as unknown },
};

/**
 * Returns what is wrong with the settings of a connection that is given, by their names. Their values are not looked at: they
 * may be secret, or unknown.
 */
export function problemsOfConnection(names: readonly string[]): readonly Problem[] {
  const unknown = names
    .filter((name) => !Object.hasOwn(SETTING_READERS, name))
    .map((name) => {
      const [meant] = Object.entries(SETTING_READERS).find(([, { from }]) => from === name) ?? [];
      const instead =
        meant === undefined ? (UNSUPPORTED_SETTINGS[name] ?? "there is no such setting") : `use \`${meant}\``;
      return { property: `connection.${name}`, message: `expected nothing: ${instead}` };
    });
  const has = (name: string) => names.includes(name);
  const lacking = ["accessKeyId", "secretAccessKey"].filter(
    (name) => !has(name) && ["accessKeyId", "secretAccessKey", "sessionToken"].some(has),
  );
  const together = "`accessKeyId` and `secretAccessKey` are given together, and a `sessionToken` with them";
  return [
    ...unknown,
    ...lacking.map((name) => ({ property: `connection.${name}`, message: `got nothing: ${together}` })),
  ];
}

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

/** The aws provider's `assumeRoleWithWebIdentity`. */
interface ProviderWebIdentity extends Pick<ProviderRole, "duration" | "policy" | "policyArns" | "sessionName"> {
  readonly roleArn: string;
  readonly webIdentityToken?: string;
  readonly webIdentityTokenFile?: string;
}

function webIdentity({ webIdentityToken, webIdentityTokenFile, ...role }: ProviderWebIdentity): WebIdentity {
  return {
    ...assumedRole(role),
    ...(webIdentityToken === undefined ? {} : { token: webIdentityToken }),
    ...(webIdentityTokenFile === undefined ? {} : { tokenFile: webIdentityTokenFile }),
  };
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
