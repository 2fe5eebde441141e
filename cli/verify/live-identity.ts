import { AwsCallError } from "../../aws/aws-call-error";
import { explainError, meaningOf } from "../../aws/error-meaning";
import type {
  IdentityReader,
  InstanceIdentity,
  ProfileIdentity,
  RoleIdentity,
  RolePolicyText,
} from "../../aws/identity-reader";
import type { Expectation } from "./expectation";

/** What was read, or why it could not be. */
export type Read<T> =
  | { readonly kind: "read"; readonly value: T }
  /** `denied`: it is the caller who may not read it. */
  | { readonly kind: "notRead"; readonly reason: string; readonly denied: boolean };

/** All that AWS says of one instance; what hangs on something that is not there is absent. */
export interface LiveIdentity {
  readonly instance: Read<InstanceIdentity | undefined>;
  readonly profile?: Read<ProfileIdentity>;
  readonly role?: Read<RoleIdentity>;
  readonly policies?: Read<readonly RolePolicyText[]>;
  /** The role's permissions boundary; absent where it has none. */
  readonly boundary?: Read<RolePolicyText>;
  /** Documents of the managed policies that were declared by their ARN. */
  readonly declaredManaged?: Read<readonly RolePolicyText[]>;
}

/** Reads what the checks of one instance need, as far as the caller may. */
export async function readLiveIdentity(expectation: Expectation, reader: IdentityReader): Promise<LiveIdentity> {
  const instance = await attempt(() => reader.instance(expectation.instanceId));
  const profileArn = instance.kind === "read" ? instance.value?.profileArn : undefined;
  if (profileArn === undefined) {
    return { instance };
  }
  const profile = await attempt(() => reader.profile(profileArn.split("/").at(-1) ?? ""));
  const roleName = profile.kind === "read" ? profile.value.roleNames[0] : undefined;
  if (roleName === undefined) {
    return { instance, profile };
  }
  const role = await attempt(() => reader.role(roleName));
  const policies = await attempt(() => reader.rolePolicies(roleName));
  const boundaryArn = role.kind === "read" ? role.value.permissionsBoundaryArn : undefined;
  return {
    instance,
    profile,
    role,
    policies,
    ...(boundaryArn === undefined ? {} : { boundary: await attempt(() => reader.managedPolicy(boundaryArn)) }),
    declaredManaged: await declaredManaged(expectation, reader),
  };
}

function declaredManaged(expectation: Expectation, reader: IdentityReader): Promise<Read<readonly RolePolicyText[]>> {
  return attempt(async () => {
    const documents: RolePolicyText[] = [];
    for (const policy of expectation.policies ?? []) {
      if ("managedPolicyArn" in policy) {
        documents.push(await reader.managedPolicy(policy.managedPolicyArn));
      }
    }
    return documents;
  });
}

/** Reads, and keeps AWS's answer where it is an error: the other checks go on. */
export async function attempt<T>(read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { kind: "read", value: await read() };
  } catch (error) {
    if (error instanceof AwsCallError) {
      return { kind: "notRead", reason: explainError(error, "command"), denied: meaningOf(error) === "accessDenied" };
    }
    throw error;
  }
}
