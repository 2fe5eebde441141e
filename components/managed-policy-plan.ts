import { z } from "zod";

import { awsManagedPolicies, awsManagedPolicy } from "../ec2/aws-managed-policies";
import { closest } from "../iam";
import type { Problem } from "./plan";
import { isSymbolic, knownText } from "./plan";

/** The property where a managed policy was given, and its ARN. */
export type GivenArn = readonly [property: string, arn: unknown];

/**
 * Returns the ARN of `policy`: an ARN as it is, a name as that of the AWS managed policy in `partition`, under the path
 * that AWS gave it where this package knows it.
 */
export function managedPolicyArn(policy: string, partition: string): string {
  if (policy.startsWith("arn:")) return policy;
  const { policies } = awsManagedPolicies();
  const { path } = (Object.hasOwn(policies, policy) ? policies[policy] : undefined) ?? { path: "/" };
  return `arn:${partition}:iam::aws:policy${path}${policy}`;
}

/** Says whether `text` is the ARN of a managed policy, of AWS or of an account. */
export function isPolicyArn(text: string): boolean {
  return /^arn:[^:]+:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(text);
}

/** ARNs of managed policies, by the names of their attachments. */
export const managedPoliciesSchema = z.record(
  z.string(),
  knownText(isPolicyArn, "the name of an AWS managed policy or the ARN of a managed policy"),
);

/** The document of the AWS managed policy with `arn`; undefined for any other policy, and one that this package does not know. */
export function awsManagedDocument(arn: unknown): object | undefined {
  const policy = typeof arn === "string" && !isSymbolic(arn) ? awsManagedPolicy(arn) : undefined;
  return policy?.kind === "analysed" ? policy.document : undefined;
}

/**
 * Returns a warning for each AWS managed policy that this package does not know and that is spelt nearly like one that it
 * knows. AWS has more policies than are known here: a name that is near to none draws no warning.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export function mistypedPolicies(given: readonly GivenArn[]): readonly Problem[] {
  return given.flatMap(([property, arn]) => {
    const policy = typeof arn === "string" && !isSymbolic(arn) ? awsManagedPolicy(arn) : undefined;
    if (policy?.kind !== "notAnalysed") return [];
    const { policies } = awsManagedPolicies();
    const near = closest(policy.name, Object.keys(policies));
    if (near === undefined) return [];
    const expected = `policy${policies[near]?.path ?? "/"}${near}`;
    return [
      {
        property,
        message: `got \`${String(arn)}\`, which is none of the AWS managed policies known here, expected \`${expected}\` if that was meant: AWS refuses a policy that does not exist only during the update`,
      },
    ];
  });
}
