import type { SecretValue, StateResource } from "../stack-state";
import { isSecret } from "../stack-state";
import type { CheckId } from "./check";
import { declaredPolicies } from "./declared-policies";
import type { DeclaredIdentity } from "./expectation";
import { notReadOf, secretDeclaration } from "./expectation";

/** What hangs together, in this order: without one the following cannot be compared either. */
const CHAIN: readonly CheckId[] = [
  "instance-shows-profile",
  "profile-holds-role",
  "role-has-declared-boundary",
  "role-allows-what-is-declared",
  "role-allows-nothing-else",
];

/**
 * Returns what a stack says of a profile, given by name or ARN, and, where the stack owns them, of its role and of all that
 * the role may do. `resources` are those that the stack owns.
 */
export function declaredIdentity(profile: unknown, resources: readonly StateResource[]): DeclaredIdentity {
  if (isSecret(profile)) {
    return notReadFrom("instance-shows-profile", "the instance profile");
  }
  if (typeof profile !== "string" || profile === "") {
    return { profile: null };
  }
  const declared = named("aws:iam/instanceProfile:InstanceProfile", profile.split("/").at(-1) ?? "", resources);
  if (isSecret(declared)) {
    return { profile, ...notReadFrom("profile-holds-role", "the name of an instance profile") };
  }
  const roleName = declared?.outputs?.["role"];
  if (isSecret(roleName)) {
    return { profile, ...notReadFrom("profile-holds-role", "the role of the instance profile") };
  }
  return { profile, ...(typeof roleName === "string" && roleName !== "" ? declaredRole(roleName, resources) : {}) };
}

/** Says of all that hangs on the profile that it is not compared, and why. */
export function unknownIdentity(reason: string): DeclaredIdentity {
  return { notRead: CHAIN.map((check) => ({ check, reason: `not compared: ${reason}` })) };
}

function declaredRole(name: string, resources: readonly StateResource[]): DeclaredIdentity {
  const role = named("aws:iam/role:Role", name, resources);
  if (isSecret(role)) {
    return { role: name, ...notReadFrom("role-has-declared-boundary", "the name of a role") };
  }
  const policies = declaredPolicies(role ?? { type: "", urn: "", outputs: { name } }, resources);
  const secretPolicies =
    policies.kind === "secret"
      ? CHAIN.slice(CHAIN.indexOf("role-allows-what-is-declared")).map((id) => secretDeclaration(id, policies.what))
      : [];
  if (role === undefined) {
    const some = policies.kind === "read" && policies.policies.length > 0;
    return {
      role: name,
      ...(some ? { policies: policies.policies, morePolicies: true } : {}),
      ...notReadOf(secretPolicies),
    };
  }
  const boundary = declaredBoundary(role.outputs?.["permissionsBoundary"], resources);
  return {
    role: name,
    ...boundary,
    ...(policies.kind === "secret" ? {} : { policies: policies.policies }),
    ...notReadOf([...(boundary.notRead ?? []), ...secretPolicies]),
  };
}

function declaredBoundary(arn: unknown, resources: readonly StateResource[]): DeclaredIdentity {
  if (isSecret(arn)) {
    return { notRead: [secretDeclaration("role-has-declared-boundary", "the permissions boundary")] };
  }
  if (typeof arn !== "string" || arn === "") {
    return { permissionsBoundary: null };
  }
  const own = resources.find(({ type, outputs }) => type === "aws:iam/policy:Policy" && outputs?.["arn"] === arn);
  const document = own?.outputs?.["policy"];
  if (isSecret(document)) {
    const secret = secretDeclaration("role-has-declared-boundary", "the document of the permissions boundary");
    return { permissionsBoundary: arn, notRead: [secret] };
  }
  return { permissionsBoundary: arn, ...(document === undefined ? {} : { permissionsBoundaryDocument: document }) };
}

/** The resource of that name; secret where none has it and the name of one is not known. */
function named(
  type: string,
  name: string,
  resources: readonly StateResource[],
): StateResource | SecretValue | undefined {
  const ofType = resources.filter((resource) => resource.type === type);
  return (
    ofType.find(({ outputs }) => outputs?.["name"] === name) ??
    ofType.map(({ outputs }) => outputs?.["name"]).find((other) => isSecret(other))
  );
}

function notReadFrom(check: CheckId, what: string): DeclaredIdentity {
  return { notRead: CHAIN.slice(CHAIN.indexOf(check)).map((following) => secretDeclaration(following, what)) };
}
