import { asAwsCall } from "./aws-call-error";
import { checkedClient } from "./checked-client";
import type { AssumedRole, AwsConnection, ClientCredentials, ClientSettings } from "./connection";
import { clientSettings } from "./connection";

/** Returns the settings of a client for `service` that acts as the last of the connection's assumed roles. */
export function settingsWithAssumedRoles(connection: AwsConnection, service: string): ClientSettings {
  const settings = clientSettings(connection, service);
  const sts = clientSettings(connection, "sts");
  const stsRegion = connection.stsRegion ?? connection.region;
  const base: ClientSettings = { ...sts, ...(stsRegion === undefined ? {} : { region: stsRegion }) };
  const credentials = (connection.assumeRoles ?? []).reduce<ClientSettings["credentials"]>(
    (source, role) => () => assumeRole({ ...base, ...(source === undefined ? {} : { credentials: source }) }, role),
    settings.credentials,
  );
  return { ...settings, ...(credentials === undefined ? {} : { credentials }) };
}

/**
 * Assumes `role` with the credentials of `settings`.
 * @throws AwsCallError with STS's code.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
async function assumeRole(settings: ClientSettings, role: AssumedRole): Promise<ClientCredentials> {
  const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = checkedClient(new STSClient(settings));
  try {
    const { Credentials } = await asAwsCall("sts:AssumeRole", () =>
      client.send(
        new AssumeRoleCommand({
          RoleArn: role.roleArn,
          RoleSessionName: role.sessionName ?? "pulumi-ec2-identity",
          ExternalId: role.externalId,
          DurationSeconds: role.durationSeconds,
          Policy: role.policy,
          PolicyArns: role.policyArns?.map((arn) => ({ arn })),
          SourceIdentity: role.sourceIdentity,
          Tags: role.tags && Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
          TransitiveTagKeys: role.transitiveTagKeys && [...role.transitiveTagKeys],
        }),
      ),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      ...(Credentials?.SessionToken === undefined ? {} : { sessionToken: Credentials.SessionToken }),
      ...(Credentials?.Expiration === undefined ? {} : { expiration: Credentials.Expiration }),
    };
  } finally {
    client.destroy();
  }
}
