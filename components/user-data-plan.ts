import { credentialsInUserData } from "../ec2/user-data/credentials-in-user-data";
import type { Problem } from "./plan";
import { isSymbolic } from "./plan";

/**
 * Returns a problem of `property` for each long-lived credential that is written out in `userData`: whoever may describe the instance,
 * and every process on it, can read it there. Nothing of it is repeated.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-security.html
 */
export function credentialProblems(userData: unknown, property = "userData"): readonly Problem[] {
  if (typeof userData !== "string" || isSymbolic(userData)) {
    return [];
  }
  return credentialsInUserData(userData).map(({ kind, line }) => ({
    property,
    message: `got the ${kind} in line ${line}, expected none: give the role the permission, or read it with grants.secretsManager`,
  }));
}
