import type { AwsConnection } from "../../aws/connection";
import type { InstanceProfileCalls, LiveInstanceProfile } from "../../aws/instance-profile-calls";
import { AssociationError } from "./association-error";
import type { AssociationInputs } from "./association-resource";
import { patiently, pauseOrGiveUp } from "./carry-out";
import type { Pace } from "./pace";

/** What a name or ARN of an instance profile comes to. */
export type ProfileLookup =
  | { readonly kind: "found"; readonly arn: string }
  | { readonly kind: "notReady"; readonly message: string }
  | { readonly kind: "wrong"; readonly message: string };

/** The accounts that a connection is meant for. */
export type Accounts = Pick<AwsConnection, "allowedAccountIds" | "forbiddenAccountIds">;

/** Judges what IAM answered to GetInstanceProfile for the name in `nameOrArn`. */
export function judgeProfile(
  nameOrArn: string,
  profile: LiveInstanceProfile | undefined,
  accounts: Accounts,
): ProfileLookup {
  if (profile === undefined) {
    return {
      kind: "notReady",
      message: `there is no instance profile \`${nameOrArn}\` in this account (a role's name is not that of its profile unless both were named alike)`,
    };
  }
  if (nameOrArn.startsWith("arn:") && profile.arn !== nameOrArn) {
    return {
      kind: "wrong",
      message: `the instance profile of that name in this account is \`${profile.arn}\`, got \`${nameOrArn}\``,
    };
  }
  const account = profile.arn.split(":")[4] ?? "";
  if (accounts.allowedAccountIds?.includes(account) === false || accounts.forbiddenAccountIds?.includes(account)) {
    return {
      kind: "wrong",
      message: `the credentials are of account \`${account}\`, which the provider does not allow`,
    };
  }
  return profile.roleArns.length === 0
    ? { kind: "notReady", message: `the instance profile \`${profile.arn}\` holds no role` }
    : { kind: "found", arn: profile.arn };
}

/** Asks IAM once for the profile that a name or ARN means. */
export async function lookUpProfile(
  nameOrArn: string,
  accounts: Accounts,
  calls: InstanceProfileCalls,
  pace: Pace,
): Promise<ProfileLookup> {
  const name = nameOrArn.split("/").at(-1) ?? nameOrArn;
  return judgeProfile(nameOrArn, await patiently(() => calls.getInstanceProfile(name), pace), accounts);
}

/**
 * Returns the ARN of the profile. One that may have just been made is waited for; any other that does not exist is a
 * typo, and fails at once.
 * @throws AssociationError
 */
export async function findProfile(
  { profile, profileMayBeNew, connection }: Pick<AssociationInputs, "profile" | "profileMayBeNew" | "connection">,
  calls: InstanceProfileCalls,
  pace: Pace,
): Promise<string> {
  for (;;) {
    const lookup = await lookUpProfile(profile, connection, calls, pace);
    if (lookup.kind === "found") {
      return lookup.arn;
    }
    if (lookup.kind === "wrong" || !profileMayBeNew) {
      throw new AssociationError(lookup.message);
    }
    await pauseOrGiveUp(pace, "profileVisible", lookup.message);
  }
}
