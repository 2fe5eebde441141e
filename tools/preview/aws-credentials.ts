import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** Settings of a profile, each of which names a source of credentials. */
const CREDENTIAL_SETTINGS = new Set([
  "aws_access_key_id",
  "credential_process",
  "credential_source",
  "login_session",
  "role_arn",
  "sso_account_id",
  "sso_session",
  "sso_start_url",
  "web_identity_token_file",
]);

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "";

/** The names of the settings of each profile in a shared config or credentials file; none if it cannot be read. */
function profileSettings(file: string): Map<string, Set<string>> {
  const profiles = new Map<string, Set<string>>();
  if (!fs.existsSync(file)) return profiles;
  let current = new Set<string>();
  for (const line of fs.readFileSync(file, "utf8").split(/\r?\n/)) {
    const section = /^\s*\[\s*(?:profile\s+)?(.+?)\s*\]/.exec(line)?.[1];
    if (section !== undefined) {
      current = profiles.get(section) ?? new Set<string>();
      profiles.set(section, current);
    }
    // Indented lines belong to the setting above them.
    const setting = /^([\w-]+)\s*=\s*\S/.exec(line)?.[1];
    if (setting !== undefined) current.add(setting.toLowerCase());
  }
  return profiles;
}

function sharedFiles(env: NodeJS.ProcessEnv): string[] {
  const home = path.join(isSet(env["HOME"]) ? (env["HOME"] as string) : os.homedir(), ".aws");
  return [
    isSet(env["AWS_SHARED_CREDENTIALS_FILE"])
      ? (env["AWS_SHARED_CREDENTIALS_FILE"] as string)
      : path.join(home, "credentials"),
    isSet(env["AWS_CONFIG_FILE"]) ? (env["AWS_CONFIG_FILE"] as string) : path.join(home, "config"),
  ];
}

/**
 * Whether AWS credentials are configured, in any place where the AWS SDK's default chain looks without the network: the
 * access key or web identity variables, the container's variables, a profile named by AWS_PROFILE, or the `default`
 * profile of the shared files with a source of credentials in it. A profile that is named counts even if it does not
 * exist: real AWS was meant, and the provider says what is wrong. What cannot be seen without the network, an instance's
 * metadata service, does not count.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export function awsCredentialsConfigured(env: NodeJS.ProcessEnv): boolean {
  if (isSet(env["AWS_ACCESS_KEY_ID"]) && isSet(env["AWS_SECRET_ACCESS_KEY"])) return true;
  if (isSet(env["AWS_WEB_IDENTITY_TOKEN_FILE"]) && isSet(env["AWS_ROLE_ARN"])) return true;
  if (isSet(env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]) || isSet(env["AWS_CONTAINER_CREDENTIALS_FULL_URI"]))
    return true;
  if (isSet(env["AWS_PROFILE"]) || isSet(env["AWS_DEFAULT_PROFILE"])) return true;
  return sharedFiles(env).some((file) =>
    [...(profileSettings(file).get("default") ?? [])].some((setting) => CREDENTIAL_SETTINGS.has(setting)),
  );
}
