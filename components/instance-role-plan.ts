import { z } from "zod";

import { IAM_PATH, INLINE_POLICY_NAME, keepsNameRule, ROLE_NAME } from "../ec2/iam-names";
import { parsePolicyDocument } from "../iam";
import type { Plan, Problem } from "./plan";
import { knownOr, knownText, problemsOf } from "./plan";
import { conditionsSchema, policyDocument, statementSchema } from "./policy-statement";

/** The arguments of an InstanceRole with every output resolved, or standing as a symbol. */
export interface InstanceRoleInput {
  /** The service principal of EC2 in the provider's partition. */
  readonly ec2ServicePrincipal: string;
  readonly name?: unknown;
  readonly path?: unknown;
  readonly description?: unknown;
  readonly maxSessionDuration?: unknown;
  readonly permissionsBoundary?: unknown;
  readonly tags?: unknown;
  readonly trustConditions?: unknown;
  readonly statements?: unknown;
  readonly inlinePolicies?: unknown;
  /** Attachment name to policy ARN. */
  readonly managedPolicies?: unknown;
}

/** What an InstanceRole creates, as far as documents are concerned. */
export interface InstanceRolePlan {
  readonly trustPolicy: object;
  /** Name of the inline policy to its document. */
  readonly inlinePolicies: Readonly<Record<string, object>>;
}

/** Name of the inline policy that holds `statements`. */
export const STATEMENTS_POLICY = "permissions";

/**
 * Roles whose session outlives a shift gain nothing on EC2; AWS's bounds, in seconds.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
const SESSION_DURATION = z.number().int().min(3600, { message: "expected 3600 to 43200 (seconds)" }).max(43_200, {
  message: "expected 3600 to 43200 (seconds)",
});

const MAXIMUM_TAGS = 50;

const argumentsSchema = z.object({
  name: knownText((name) => keepsNameRule(name, ROLE_NAME), ROLE_NAME.expected).optional(),
  path: knownText((path) => keepsNameRule(path, IAM_PATH), IAM_PATH.expected).optional(),
  description: z.string().max(1000, { message: "expected at most 1000 characters" }).optional(),
  maxSessionDuration: knownOr(SESSION_DURATION).optional(),
  permissionsBoundary: knownText(
    isPolicyArn,
    "the ARN of a managed policy (`arn:<partition>:iam::<account>:policy/<name>`)",
  ).optional(),
  tags: knownOr(
    z
      .record(z.string(), z.string())
      .refine((tags) => Object.keys(tags).length <= MAXIMUM_TAGS, { message: `expected at most ${MAXIMUM_TAGS} tags` }),
  ).optional(),
  trustConditions: conditionsSchema.optional(),
  statements: z.array(statementSchema).optional(),
  inlinePolicies: z
    .record(
      z.string().refine((name) => keepsNameRule(name, INLINE_POLICY_NAME), {
        message: `expected ${INLINE_POLICY_NAME.expected}`,
      }),
      z.union([z.string(), z.record(z.string(), z.unknown())]),
    )
    .optional(),
  managedPolicies: z
    .record(z.string(), knownText(isPolicyArn, "the name of an AWS managed policy or the ARN of a managed policy"))
    .optional(),
});

/** Decides the trust policy and the inline policies of a role for EC2, or refuses the arguments with every problem. */
export function planInstanceRole(input: InstanceRoleInput): Plan<InstanceRolePlan> {
  const problems = problemsOf(argumentsSchema, input);
  if (problems.length > 0) {
    return { kind: "refused", problems };
  }
  const { trustConditions, statements = [], inlinePolicies = {} } = input as z.infer<typeof argumentsSchema>;
  const documents = Object.entries(inlinePolicies).map(([name, given]) => [name, readDocument(name, given)] as const);
  const refused = [...documents.flatMap(([, read]) => read.problems), ...nameClash(inlinePolicies, statements)];
  if (refused.length > 0) {
    return { kind: "refused", problems: refused };
  }
  const inline = documents.map(([name, { document }]) => [name, document] as const);
  return {
    kind: "planned",
    plan: {
      trustPolicy: trustPolicy(input.ec2ServicePrincipal, trustConditions),
      inlinePolicies: Object.fromEntries([
        ...(statements.length === 0 ? [] : [[STATEMENTS_POLICY, policyDocument(statements)] as const]),
        ...inline,
      ]),
    },
  };
}

/**
 * The trust policy of a role that EC2 alone may assume.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 */
function trustPolicy(servicePrincipal: string, conditions: unknown): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: servicePrincipal },
        Action: "sts:AssumeRole",
        ...(conditions === undefined ? {} : { Condition: conditions }),
      },
    ],
  };
}

function readDocument(name: string, given: unknown): { document: object; problems: readonly Problem[] } {
  const result = parsePolicyDocument(given, { policyType: "identity" });
  if (result.kind === "invalid") {
    const problems = result.issues.map(({ pointer, message }) => ({
      property: `inlinePolicies.${name}`,
      message: `${message}${pointer === "" ? "" : ` (at \`${pointer}\`)`}`,
    }));
    return { document: {}, problems };
  }
  return { document: (typeof given === "string" ? JSON.parse(given) : given) as object, problems: [] };
}

function nameClash(inlinePolicies: object, statements: readonly unknown[]): readonly Problem[] {
  return statements.length > 0 && STATEMENTS_POLICY in inlinePolicies
    ? [
        {
          property: `inlinePolicies.${STATEMENTS_POLICY}`,
          message: `the name \`${STATEMENTS_POLICY}\` belongs to \`statements\`, expected another name`,
        },
      ]
    : [];
}

/** Returns the ARN of `policy`: an ARN as it is, a name as that of the AWS managed policy in `partition`. */
export function managedPolicyArn(policy: string, partition: string): string {
  return policy.startsWith("arn:") ? policy : `arn:${partition}:iam::aws:policy/${policy}`;
}

function isPolicyArn(text: string): boolean {
  return /^arn:[^:]+:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(text);
}
