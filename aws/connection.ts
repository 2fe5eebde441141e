import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";

import { AwsCallError } from "./aws-call-error";

/** A role to assume before calls are made. */
export interface AssumedRole {
  readonly roleArn: string;
  /** @default "pulumi-ec2-identity" */
  readonly sessionName?: string;
  readonly externalId?: string;
  /** Duration of the session in seconds. @default 3600 */
  readonly durationSeconds?: number;
  /** A session policy, as JSON text. */
  readonly policy?: string;
  readonly policyArns?: readonly string[];
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
}

/** A role to assume with a token of another identity provider, before any other. */
export interface WebIdentity extends Pick<
  AssumedRole,
  "roleArn" | "sessionName" | "durationSeconds" | "policy" | "policyArns"
> {
  readonly token?: string;
  /** File that holds the token; read each time that new credentials are needed. */
  readonly tokenFile?: string;
}

/** How AWS is reached. What is not given comes from the environment and the shared configuration files. */
export interface AwsConnection {
  readonly region?: string;
  /** A profile of the shared configuration files, not an instance profile. */
  readonly profile?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly webIdentity?: WebIdentity;
  /** Roles assumed one after the other. */
  readonly assumeRoles?: readonly AssumedRole[];
  /** Addresses to call instead of AWS's own, by service: `ec2`, `iam`, `sts`. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /**
   * File with certificates of authorities, in PEM, that are trusted beside those that Node trusts, NODE_EXTRA_CA_CERTS
   * included.
   */
  readonly caBundle?: string;
  /** How often the SDK tries a call, the first time included. @default 3 */
  readonly maxAttempts?: number;
  /** @default "standard" */
  readonly retryMode?: "standard" | "adaptive";
  /** Region of STS. @default `region` */
  readonly stsRegion?: string;
  /** @default false */
  readonly useFipsEndpoint?: boolean;
  /** @default false */
  readonly useDualstackEndpoint?: boolean;
  /** Accounts in which something may be done. @default any */
  readonly allowedAccountIds?: readonly string[];
  /** Accounts in which nothing may be done. @default none */
  readonly forbiddenAccountIds?: readonly string[];
}

/** Settings of an SDK client for one service. */
export interface ClientSettings {
  region?: string;
  profile?: string;
  endpoint?: string;
  credentials?: ClientCredentials | (() => Promise<ClientCredentials>);
  maxAttempts?: number;
  retryMode?: string;
  useFipsEndpoint?: boolean;
  useDualstackEndpoint?: boolean;
  requestHandler?: { readonly httpsAgent: { readonly ca: readonly string[] } };
}

/** Credentials as the SDK takes them; it fetches new ones before `expiration`. */
export interface ClientCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/**
 * Returns the settings of a client for `service`, with the credentials that `connection` itself holds.
 * @throws AwsCallError where the file of `caBundle`, or then that of NODE_EXTRA_CA_CERTS, cannot be read.
 */
export function clientSettings(connection: AwsConnection, service: string): ClientSettings {
  const { region, profile, maxAttempts, retryMode, useFipsEndpoint, useDualstackEndpoint } = connection;
  const endpoint = connection.endpoints?.[service];
  const credentials = staticCredentials(connection);
  return {
    // The SDK's clients refuse to be made with an empty region; that of the environment may be meant.
    ...(region === undefined || region === "" ? {} : { region }),
    ...(profile === undefined || profile === "" ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(connection.caBundle === undefined ? {} : { requestHandler: handlerTrusting(connection.caBundle) }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(retryMode === undefined ? {} : { retryMode }),
    ...(useFipsEndpoint === undefined ? {} : { useFipsEndpoint }),
    ...(useDualstackEndpoint === undefined ? {} : { useDualstackEndpoint }),
  };
}

function staticCredentials({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: AwsConnection): ClientCredentials | undefined {
  return accessKeyId === undefined || secretAccessKey === undefined
    ? undefined
    : { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

function handlerTrusting(caBundle: string): NonNullable<ClientSettings["requestHandler"]> {
  // A `ca` takes the place of all that Node trusts by itself.
  const extra = process.env["NODE_EXTRA_CA_CERTS"];
  const trustedByNode = extra === undefined || extra === "" ? [] : [readSetting("NODE_EXTRA_CA_CERTS", extra)];
  return { httpsAgent: { ca: [...rootCertificates, ...trustedByNode, readSetting("caBundle", caBundle)] } };
}

/** Reads the file that a setting names. @throws AwsCallError where it cannot be read. */
export function readSetting(setting: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = "Unknown", message } = error as NodeJS.ErrnoException;
    throw new AwsCallError(`reading the file of \`${setting}\``, code, message);
  }
}
