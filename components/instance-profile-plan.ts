import { z } from "zod";

import { IAM_PATH, INSTANCE_PROFILE_NAME, keepsNameRule, ROLE_NAME } from "../ec2/iam-names";
import type { Plan } from "./plan";
import { isSymbolic, knownText, problemsOf } from "./plan";

/** The arguments of an InstanceProfile with every output resolved, or standing as a symbol. */
export interface InstanceProfileInput {
  readonly role?: unknown;
  readonly name?: unknown;
  readonly path?: unknown;
}

const argumentsSchema = z.object({
  role: knownText(
    isRoleNameOrArn,
    `${ROLE_NAME.expected}, or the ARN of a role (\`arn:<partition>:iam::<account>:role/<name>\`)`,
  ),
  name: knownText((name) => keepsNameRule(name, INSTANCE_PROFILE_NAME), INSTANCE_PROFILE_NAME.expected).optional(),
  path: knownText((path) => keepsNameRule(path, IAM_PATH), IAM_PATH.expected).optional(),
});

/** Decides whether the profile can be made, or refuses the arguments with every problem. */
export function planInstanceProfile(input: InstanceProfileInput): Plan<null> {
  const problems = problemsOf(argumentsSchema, input);
  return problems.length > 0 ? { kind: "refused", problems } : { kind: "planned", plan: null };
}

/** Returns the name that ends the ARN of a role or instance profile; a name as it is. */
export function nameOfArn(nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? (nameOrArn.split("/").at(-1) ?? nameOrArn) : nameOrArn;
}

function isRoleNameOrArn(text: string): boolean {
  return isSymbolic(text) || keepsNameRule(text, ROLE_NAME) || /^arn:[^:]+:iam::\d{12}:role\/.+$/.test(text);
}
