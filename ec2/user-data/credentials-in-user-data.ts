import { findCredentials, type FoundCredential } from "./credential-patterns";
import { decodeUserData } from "./decode-user-data";

/** Where a credential stands in user data, with the steps by which its text was reached (`base64`, `gzip`, `part 2`). */
export interface UserDataCredential extends Omit<FoundCredential, "secret"> {
  readonly path: readonly string[];
}

/**
 * Finds the credentials that are written out in user data, as plain text, base64, gzip or a multipart document, or in
 * base64 inside a script. Each is reported once, where it is reached first.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
 */
export function credentialsInUserData(userData: string): readonly UserDataCredential[] {
  const found = new Map<string, UserDataCredential>();
  for (const { path, text } of decodeUserData(userData)) {
    for (const { kind, line, secret } of findCredentials(text)) {
      const key = `${kind} ${secret}`;
      if (!found.has(key)) found.set(key, { kind, line, path });
    }
  }
  return [...found.values()];
}
