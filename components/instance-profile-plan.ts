import { z } from "zod";

import { IAM_PATH, INSTANCE_PROFILE_NAME, keepsNameRule, ROLE_NAME } from "../ec2/iam-names";
import { findTrustedPrincipals, parsePolicyDocument, type TrustedPrincipal } from "../iam";
import type { Plan, Problem } from "./plan";
import { isSymbolic, knownText, problemsOf, tagsSchema } from "./plan";

/** The arguments of an InstanceProfile with every output resolved, or standing as a symbol. */
export interface InstanceProfileInput {
  readonly role?: unknown;
  readonly name?: unknown;
  readonly path?: unknown;
  readonly tags?: unknown;
  /** The trust policy of the role, where the role is made in the same program. */
  readonly trustPolicy?: unknown;
}

const argumentsSchema = z.object({
  role: knownText(
    isRoleNameOrArn,
    `the one role of the profile: an InstanceRole, an aws.iam.Role, ${ROLE_NAME.expected}, or the ARN of a role (\`arn:<partition>:iam::<account>:role/<name>\`)`,
  ),
  name: knownText((name) => keepsNameRule(name, INSTANCE_PROFILE_NAME), INSTANCE_PROFILE_NAME.expected).optional(),
  path: knownText((path) => keepsNameRule(path, IAM_PATH), IAM_PATH.expected).optional(),
  tags: tagsSchema.optional(),
});

/** Decides whether the profile can be made, or refuses the arguments with every problem. */
export function planInstanceProfile(input: InstanceProfileInput): Plan<null> {
  const problems = [...problemsOf(argumentsSchema, input), ...notTrustedByRole(input.trustPolicy)];
  return problems.length > 0 ? { kind: "refused", problems } : { kind: "planned", plan: null };
}

/** Either form is trusted in every partition; docs/adr/0003. */
const EC2 = ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"];

/** AWS does not say whether services are among everybody. */
function mayBeEc2({ principal, isEverybody }: TrustedPrincipal): boolean {
  return isEverybody || EC2.includes(principal);
}

/** A role that EC2 may not assume gives an instance no credentials, which nothing says before a program asks for them. */
function notTrustedByRole(trustPolicy: unknown): readonly Problem[] {
  if (typeof trustPolicy !== "string" || isSymbolic(trustPolicy)) return [];
  const parsed = parsePolicyDocument(trustPolicy, { policyType: "trust" });
  if (parsed.kind === "invalid") return [];
  const { trusted, reason } = findTrustedPrincipals(parsed.document);
  if (reason !== undefined || trusted.some(mayBeEc2)) return [];
  const principals = [...new Set(trusted.map(({ principal }) => principal))];
  const got = principals.length === 0 ? "nobody" : principals.map((one) => `\`${one}\``).join(", ");
  return [
    {
      property: "role",
      message: `got a role that EC2 may not assume (its trust policy names ${got}), expected one that trusts \`ec2.amazonaws.com\`, such as an InstanceRole: an instance would get no credentials`,
    },
  ];
}

/** Returns the name that ends the ARN of a role or instance profile; a name as it is. */
export function nameOfArn(nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? (nameOrArn.split("/").at(-1) ?? nameOrArn) : nameOrArn;
}

function isRoleNameOrArn(text: string): boolean {
  return isSymbolic(text) || keepsNameRule(text, ROLE_NAME) || /^arn:[^:]+:iam::\d{12}:role\/.+$/.test(text);
}
