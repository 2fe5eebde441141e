import { z } from "zod";

import { isSymbolic, type Plan, problemsOf } from "../plan";
import { policyDocument } from "../policy-statement";
import { type Agreement, checkAgreement } from "./agreement-plan";
import { ROLE_ARN, trustedSchema } from "./trusted-schema-plan";

/** The arguments of a CrossAccountGrant with every output resolved, or standing as a symbol. */
export interface CrossAccountGrantInput {
  readonly roleArn: unknown;
  /** ARNs. */
  readonly principals: readonly unknown[];
  /** The other side's trust policy, where it is known. */
  readonly trustPolicy?: unknown;
}

/** What each principal gets. */
export interface CrossAccountGrantPlan {
  readonly document: object;
}

const argumentsSchema = z.object({
  roleArn: ROLE_ARN,
  principals: z.array(trustedSchema).min(1, { message: "expected at least one role or user" }),
  trustPolicy: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
});

/** Decides the document that lets the principals assume the role, or refuses the arguments with every problem. */
export function planCrossAccountGrant(input: CrossAccountGrantInput): Plan<CrossAccountGrantPlan> {
  const problems = problemsOf(argumentsSchema, input);
  if (problems.length > 0) return { kind: "refused", problems };
  const { roleArn, principals, trustPolicy } = input as {
    roleArn: string;
    principals: string[];
    trustPolicy?: string | object;
  };
  const document = grantDocument(roleArn);
  const { problems: refused, notVerified } = agreement({ roleArn, principals, trustPolicy, document });
  return refused.length > 0
    ? { kind: "refused", problems: refused }
    : { kind: "planned", plan: { document }, warnings: notVerified };
}

/**
 * The document that lets its holder assume the role, and do nothing else.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
 */
export function grantDocument(roleArn: string): object {
  return policyDocument([{ sid: "AssumeTheRole", actions: ["sts:AssumeRole"], resources: [roleArn] }]);
}

/** Whether the other account lets the principals in; it may trust others too, that is its own affair. */
function agreement(sides: {
  readonly roleArn: string;
  readonly principals: readonly string[];
  readonly trustPolicy: string | object | undefined;
  readonly document: object;
}): Agreement {
  const { roleArn, principals, trustPolicy, document } = sides;
  if (trustPolicy === undefined || (typeof trustPolicy === "string" && isSymbolic(trustPolicy))) {
    return { problems: [], notVerified: [] };
  }
  const trust = typeof trustPolicy === "string" ? jsonOf(trustPolicy) : trustPolicy;
  if (trust === undefined) {
    return { problems: [{ property: "trustPolicy", message: "expected a policy document in JSON" }], notVerified: [] };
  }
  const { problems, notVerified } = checkAgreement({ roleArn, principals, trust, grant: document });
  return { problems: problems.filter(({ property }) => property !== "trustPolicy"), notVerified };
}

function jsonOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
