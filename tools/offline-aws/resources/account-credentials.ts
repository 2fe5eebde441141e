import type { STSClientConfig } from "@aws-sdk/client-sts";

const OFFLINE = { accessKeyId: "offline", secretAccessKey: "offline" };

/** What signs the calls of a client. */
export type AccountCredentials = typeof OFFLINE & { readonly sessionToken?: string };

/**
 * The credentials that calls are signed with: those of the last of `roleArns`, each assumed by the one before. A server
 * with several accounts acts in that role's.
 */
export function accountCredentials(
  connection: Pick<STSClientConfig, "endpoint" | "region">,
  roleArns: readonly string[],
): AccountCredentials | (() => Promise<AccountCredentials>) {
  if (roleArns.length === 0) return OFFLINE;
  let assumed: Promise<AccountCredentials> | undefined;
  return () => (assumed ??= assumeAll(connection, roleArns));
}

async function assumeAll(
  connection: Pick<STSClientConfig, "endpoint" | "region">,
  roleArns: readonly string[],
): Promise<AccountCredentials> {
  const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
  let credentials: AccountCredentials = OFFLINE;
  for (const RoleArn of roleArns) {
    const client = new STSClient({ ...connection, credentials, maxAttempts: 2 });
    const { Credentials } = await client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "pulumi" }));
    client.destroy();
    credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
  }
  return credentials;
}
