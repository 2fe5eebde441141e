import type { SecretValue, StateResource } from "../stack-state";
import { isSecret } from "../stack-state";
import type { CheckId } from "./check";
import { declaredPolicies } from "./declared-policies";
import type { Expectation } from "./expectation";
import { notReadOf } from "./expectation";

/** What hangs together, in this order: without one the following cannot be compared either. */
const CHAIN: readonly CheckId[] = [
  "instance-shows-profile",
  "profile-holds-role",
  "role-has-declared-boundary",
  "role-allows-what-is-declared",
  "role-allows-nothing-else",
];

/** What a stack declares of the identity of an instance with `profile`: the part of an expectation that hangs on it. */
type DeclaredIdentity = Pick<Expectation, "profile" | "role" | "permissionsBoundary" | "policies" | "notRead">;

/**
 * Returns what a stack says of a profile, given by name or ARN, and, where the stack owns them, of its role and of all that
 * the role may do.
 */
export function declaredIdentity(profile: unknown, resources: readonly StateResource[]): DeclaredIdentity {
  if (isSecret(profile)) {
    return notReadFrom("instance-shows-profile", "the instance profile");
  }
  if (typeof profile !== "string" || profile === "") {
    return {};
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

function declaredRole(name: string, resources: readonly StateResource[]): DeclaredIdentity {
  const role = named("aws:iam/role:Role", name, resources);
  if (isSecret(role)) {
    return { role: name, ...notReadFrom("role-has-declared-boundary", "the name of a role") };
  }
  if (role === undefined) {
    return { role: name };
  }
  const boundary = role.outputs?.["permissionsBoundary"];
  const policies = declaredPolicies(role, resources);
  const secretBoundary = { check: "role-has-declared-boundary", what: "the permissions boundary" } as const;
  return {
    role: name,
    ...(isSecret(boundary)
      ? {}
      : { permissionsBoundary: typeof boundary === "string" && boundary !== "" ? boundary : null }),
    ...(policies.kind === "secret" ? {} : { policies: policies.policies }),
    ...notReadOf([
      ...(isSecret(boundary) ? [secretBoundary] : []),
      ...(policies.kind === "secret" ? notRead("role-allows-what-is-declared", policies.what) : []),
    ]),
  };
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
  return notReadOf(notRead(check, what));
}

function notRead(check: CheckId, what: string): NonNullable<Expectation["notRead"]> {
  return CHAIN.slice(CHAIN.indexOf(check)).map((following) => ({ check: following, what }));
}
