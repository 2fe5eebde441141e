import type { AssumeRoleCommandOutput } from "@aws-sdk/client-sts";

import { asAwsCall } from "./aws-call-error";
import { checkedClient } from "./checked-client";
import type { AssumedRole, AwsConnection, ClientCredentials, ClientSettings, WebIdentity } from "./connection";
import { clientSettings, readSetting } from "./connection";

/**
 * Returns the settings of a client for `service` whose credentials are those of the connection's last assumed role. Roles are
 * assumed, each with the credentials of the one before, when the client makes its first call, and again before they expire.
 * @throws AwsCallError where the file of `caBundle` cannot be read.
 */
export function settingsWithAssumedRoles(connection: AwsConnection, service: string): ClientSettings {
  const settings = clientSettings(connection, service);
  const sts = clientSettings(connection, "sts");
  const stsRegion = connection.stsRegion ?? connection.region;
  const base: ClientSettings = { ...sts, ...(stsRegion === undefined ? {} : { region: stsRegion }) };
  const { webIdentity } = connection;
  const first = webIdentity === undefined ? settings.credentials : () => assumeWithWebIdentity(base, webIdentity);
  const credentials = (connection.assumeRoles ?? []).reduce<ClientSettings["credentials"]>(
    (source, role) => () => assumeRole({ ...base, ...(source === undefined ? {} : { credentials: source }) }, role),
    first,
  );
  return { ...settings, ...(credentials === undefined ? {} : { credentials }) };
}

/**
 * Returns the credentials that STS gives for `role` to those of `settings`.
 * @throws AwsCallError
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
async function assumeRole(settings: ClientSettings, role: AssumedRole): Promise<ClientCredentials> {
  const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = checkedClient(new STSClient(settings));
  const command = new AssumeRoleCommand({
    ...sessionOf(role),
    ExternalId: role.externalId,
    SourceIdentity: role.sourceIdentity,
    Tags: role.tags && Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
    TransitiveTagKeys: role.transitiveTagKeys && [...role.transitiveTagKeys],
  });
  try {
    return credentialsOf(await asAwsCall("sts:AssumeRole", () => client.send(command)));
  } finally {
    client.destroy();
  }
}

/**
 * Returns the credentials that STS gives for a role to the token of another identity provider; the call itself needs none.
 * @throws AwsCallError, also where the file of the token cannot be read.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
async function assumeWithWebIdentity(settings: ClientSettings, identity: WebIdentity): Promise<ClientCredentials> {
  const { AssumeRoleWithWebIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const WebIdentityToken =
    identity.tokenFile === undefined ? identity.token : readSetting("webIdentity.tokenFile", identity.tokenFile).trim();
  const client = checkedClient(new STSClient(settings));
  const command = new AssumeRoleWithWebIdentityCommand({ ...sessionOf(identity), WebIdentityToken });
  try {
    return credentialsOf(await asAwsCall("sts:AssumeRoleWithWebIdentity", () => client.send(command)));
  } finally {
    client.destroy();
  }
}

function sessionOf({ roleArn, sessionName, durationSeconds, policy, policyArns }: AssumedRole) {
  return {
    RoleArn: roleArn,
    RoleSessionName: sessionName ?? "pulumi-ec2-identity",
    DurationSeconds: durationSeconds,
    Policy: policy,
    PolicyArns: policyArns?.map((arn) => ({ arn })),
  };
}

function credentialsOf({ Credentials }: Pick<AssumeRoleCommandOutput, "Credentials">): ClientCredentials {
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    ...(Credentials?.SessionToken === undefined ? {} : { sessionToken: Credentials.SessionToken }),
    ...(Credentials?.Expiration === undefined ? {} : { expiration: Credentials.Expiration }),
  };
}
