import { z } from "zod";

import type { PolicySymbol } from "../../iam";
import { isSymbolic, type Plan, problemsOf } from "../plan";
import { policyDocument } from "../policy-statement";
import { accountIn, checkAccounts } from "./accounts-plan";
import { symbolLabels } from "../symbol-labels";
import { type Agreement, checkAgreement, type CrossAccountSides } from "./agreement-plan";
import { repeated, ROLE_ARN, trustedSchema } from "./trusted-schema-plan";

/** The arguments of a CrossAccountGrant with every output resolved, or standing as a symbol. */
export interface CrossAccountGrantInput {
  /** Of the provider through which the principals get their policies. */
  readonly accountId: string;
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
  principals: z
    .array(trustedSchema, { message: "expected a list of roles and users" })
    .min(1, { message: "expected at least one role or user" }),
  trustPolicy: z
    .union([z.string(), z.record(z.string(), z.unknown())], {
      message: "expected a policy document, as an object or in JSON",
    })
    .optional(),
});

/**
 * Decides the document that lets the principals assume the role, or refuses the arguments with every problem; `symbols` are
 * what placeholders in them stand for.
 */
export function planCrossAccountGrant(
  input: CrossAccountGrantInput,
  symbols: readonly PolicySymbol[] = [],
): Plan<CrossAccountGrantPlan> {
  const problems = problemsOf(argumentsSchema, input);
  if (problems.length > 0) return { kind: "refused", problems };
  const { accountId, roleArn, principals, trustPolicy } = input as CheckedGrant;
  const document = grantDocument(roleArn);
  const accounts = { role: accountIn(roleArn) ?? roleArn, grant: accountId };
  const checks = [
    checkAccounts(principals, accounts, symbols),
    agreement({ roleArn, principals, trustPolicy, grant: document, symbols }),
  ];
  const refused = [...repeated(principals, symbols), ...checks.flatMap((check) => check.problems)];
  return refused.length > 0
    ? { kind: "refused", problems: refused }
    : { kind: "planned", plan: { document }, warnings: checks.flatMap(({ notVerified }) => notVerified) };
}

interface CheckedGrant {
  readonly accountId: string;
  readonly roleArn: string;
  readonly principals: readonly string[];
  readonly trustPolicy?: string | object;
}

/**
 * The document that lets its holder assume the role, and do nothing else.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
 */
export function grantDocument(roleArn: string): object {
  return policyDocument([{ sid: "AssumeTheRole", actions: ["sts:AssumeRole"], resources: [roleArn] }]);
}

/** Whether the other account lets the principals in; it may trust others too, that is its own affair. */
function agreement({
  trustPolicy,
  ...sides
}: Omit<CrossAccountSides, "trust"> & { readonly trustPolicy: string | object | undefined }): Agreement {
  const nothing = { problems: [], notVerified: [] };
  if (trustPolicy === undefined) return nothing;
  if (typeof trustPolicy === "string" && isSymbolic(trustPolicy)) {
    const message =
      `not verified: whether it lets the principals in: it is ${symbolLabels(trustPolicy, sides.symbols).join(" and ")}, which ` +
      "is not known yet; the run that knows it decides; give the document from values that are known at preview to decide it now";
    return { ...nothing, notVerified: [{ property: "trustPolicy", message }] };
  }
  const trust = typeof trustPolicy === "string" ? jsonOf(trustPolicy) : trustPolicy;
  if (trust === undefined) {
    return { ...nothing, problems: [{ property: "trustPolicy", message: "expected a policy document in JSON" }] };
  }
  return checkAgreement({ ...sides, trust, mayTrustOthers: true });
}

function jsonOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
