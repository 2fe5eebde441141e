import type { StateResource } from "../stack-state";
import { isSecret } from "../stack-state";
import type { ExpectedPolicy } from "./expectation";

/** All policies that a stack gives a role, or what of them the state keeps secret. */
export type DeclaredPolicies =
  | { readonly kind: "read"; readonly policies: readonly ExpectedPolicy[] }
  | { readonly kind: "secret"; readonly what: string };

/** Resources that attach managed policies to roles: their properties for the one and the other, a value or a list. */
const ATTACHMENTS: Readonly<Record<string, { readonly roles: string; readonly policies: string }>> = {
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { roles: "role", policies: "policyArn" },
  "aws:iam/policyAttachment:PolicyAttachment": { roles: "roles", policies: "policyArn" },
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": {
    roles: "roleName",
    policies: "policyArns",
  },
};

/** Returns the inline and managed policies that the stack gives a role, those in the role's own arguments included. */
export function declaredPolicies(role: StateResource, resources: readonly StateResource[]): DeclaredPolicies {
  const found = [...inlinePolicies(role, resources), ...managedPolicies(role, resources)];
  const secret = found.find((policy): policy is SecretPolicy => "secret" in policy);
  return secret === undefined
    ? { kind: "read", policies: found as readonly ExpectedPolicy[] }
    : { kind: "secret", what: secret.secret };
}

/** A policy of which something is secret: what. */
interface SecretPolicy {
  readonly secret: string;
}

function inlinePolicies(role: StateResource, resources: readonly StateResource[]): (ExpectedPolicy | SecretPolicy)[] {
  const separate = resources
    .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
    .filter((policy) => mayBe(policy.outputs?.["role"], role))
    .map(({ urn, outputs }) =>
      isSecret(outputs?.["role"])
        ? { secret: `the role of \`${urn}\`` }
        : inline(outputs?.["name"], outputs?.["policy"], urn),
    );
  const within = listOf(role.inputs?.["inlinePolicies"]).flatMap((entry) => {
    const { name, policy } = isSecret(entry) ? { name: undefined, policy: entry } : (entry as Record<string, unknown>);
    // `[{}]` says that the role has no inline policies.
    return policy === undefined || policy === "" ? [] : [inline(name, policy, role.urn)];
  });
  return [...separate, ...within];
}

function inline(name: unknown, policy: unknown, urn: string): ExpectedPolicy | SecretPolicy {
  return isSecret(policy)
    ? { secret: `a policy of \`${urn}\`` }
    : { id: typeof name === "string" ? name : urn, document: policy };
}

function managedPolicies(role: StateResource, resources: readonly StateResource[]): (ExpectedPolicy | SecretPolicy)[] {
  const attached = resources.flatMap(({ type, urn, outputs }) => {
    const { roles, policies } = ATTACHMENTS[type] ?? {};
    const which = roles === undefined ? [] : listOf(outputs?.[roles]).filter((name) => mayBe(name, role));
    const arns = which.length === 0 || policies === undefined ? [] : listOf(outputs?.[policies]);
    return which.some(isSecret)
      ? [{ secret: `the role of \`${urn}\`` }]
      : arns.map((arn) => managed(arn, urn, resources));
  });
  const within = listOf(role.inputs?.["managedPolicyArns"]).map((arn) => managed(arn, role.urn, resources));
  return unique([...attached, ...within]);
}

function managed(arn: unknown, urn: string, resources: readonly StateResource[]): ExpectedPolicy | SecretPolicy {
  const own = resources.filter(({ type }) => type === "aws:iam/policy:Policy");
  const policy = own.find(({ outputs }) => outputs?.["arn"] === arn);
  if (isSecret(arn) || (policy === undefined && own.some(({ outputs }) => isSecret(outputs?.["arn"])))) {
    return { secret: `the ARN of a policy of \`${urn}\`` };
  }
  return policy === undefined ? { managedPolicyArn: String(arn) } : inline(arn, policy.outputs?.["policy"], policy.urn);
}

/** Whether a name is that of the role, or secret. */
function mayBe(name: unknown, role: StateResource): boolean {
  return isSecret(name) || name === role.outputs?.["name"];
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null || value === "" ? [] : Array.isArray(value) ? value : [value];
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
