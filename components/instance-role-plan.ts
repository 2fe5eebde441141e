import { z } from "zod";

import { IAM_PATH, INLINE_POLICY_NAME, keepsNameRule, MANAGED_POLICY_NAME, ROLE_NAME } from "../ec2/iam-names";
import { tooLongToBeNamed } from "./auto-name-plan";
import { type BroadAccessArgs, broadAccessSchema } from "./broad-access-plan";
import { CREDENTIAL_GUARDS_POLICY } from "./credential-guards-plan";
import { isPolicyArn, managedPoliciesSchema } from "./managed-policy-plan";
import type { Plan, Problem } from "./plan";
import { checkedBy, flag, knownOr, knownText, problemsOf, tagsSchema } from "./plan";
import { conditionsSchema, statementSchema } from "./policy-statement";
import { checkRoleAccess } from "./role-access-plan";
import { checkedDocument, inlineDocuments, STATEMENTS_POLICY, trustPolicy } from "./role-documents-plan";
import { checkQuotas } from "./role-quotas-plan";

/** The arguments of an InstanceRole with every output resolved, or standing as a symbol. */
export interface InstanceRoleInput {
  /** The service principal of EC2 in the provider's partition. */
  readonly ec2ServicePrincipal: string;
  readonly name?: unknown;
  readonly path?: unknown;
  readonly description?: unknown;
  readonly maxSessionDuration?: unknown;
  readonly permissionsBoundary?: unknown;
  /** The document of the permissions boundary, where it is made in the same program. */
  readonly boundaryDocument?: unknown;
  readonly tags?: unknown;
  readonly trustConditions?: unknown;
  readonly statements?: unknown;
  readonly inlinePolicies?: unknown;
  /** Attachment name to policy ARN. */
  readonly managedPolicies?: unknown;
  /** Attachment name to document, of those managed policies that are made in the same program. */
  readonly managedDocuments?: Readonly<Record<string, unknown>>;
  /** Policy name to statements or document. */
  readonly customerManagedPolicies?: unknown;
  readonly credentialDelivery?: unknown;
  readonly networkBinding?: unknown;
  readonly allowBroadAccess?: unknown;
  readonly exclusive?: unknown;
  /** Name of the component, where names that are not given are made of it. */
  readonly logicalName?: string;
}

/** What an InstanceRole creates, as far as documents are concerned. */
export interface InstanceRolePlan {
  readonly trustPolicy: object;
  /** Name of the inline policy to its document; undefined while the whole of it is not known. */
  readonly inlinePolicies: Readonly<Record<string, object | undefined>>;
  /** Name of the customer managed policy to its document, likewise. */
  readonly customerManagedPolicies: Readonly<Record<string, object | undefined>>;
}

/**
 * Roles whose session outlives a shift gain nothing on EC2; AWS's bounds, in seconds.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
const SESSION_DURATION = z.number().int().min(3600, { message: "expected 3600 to 43200 (seconds)" }).max(43_200, {
  message: "expected 3600 to 43200 (seconds)",
});

/** Inline policies whose names belong to other arguments. */
const RESERVED_POLICIES = [STATEMENTS_POLICY, CREDENTIAL_GUARDS_POLICY];

const DOCUMENT = "expected a document in AWS's JSON shape, as an object or text";
const statementsSchema = z.array(statementSchema).min(1, { message: "expected at least one statement" });
const documentSchema = z.union([z.string(), z.record(z.string(), z.unknown())], { message: DOCUMENT });

function policyName(reserved: readonly string[]) {
  return z.string().refine((name) => keepsNameRule(name, INLINE_POLICY_NAME) && !reserved.includes(name), {
    message: `expected ${INLINE_POLICY_NAME.expected}${reserved.length === 0 ? "" : `, other than ${reserved.map((name) => `\`${name}\``).join(" and ")}`}`,
  });
}

const argumentsSchema = z.object({
  name: knownText((name) => keepsNameRule(name, ROLE_NAME), ROLE_NAME.expected).optional(),
  path: knownText((path) => keepsNameRule(path, IAM_PATH), IAM_PATH.expected).optional(),
  description: z.string().max(1000, { message: "expected at most 1000 characters" }).optional(),
  maxSessionDuration: knownOr(SESSION_DURATION).optional(),
  permissionsBoundary: knownText(
    isPolicyArn,
    "the ARN of a managed policy (`arn:<partition>:iam::<account>:policy/<name>`)",
  ).optional(),
  tags: tagsSchema.optional(),
  trustConditions: conditionsSchema.optional(),
  statements: z.array(statementSchema).optional(),
  exclusive: flag.optional(),
  inlinePolicies: z.record(policyName(RESERVED_POLICIES), documentSchema).optional(),
  managedPolicies: managedPoliciesSchema.optional(),
  customerManagedPolicies: z
    .record(
      policyName([]),
      checkedBy((policy) => (Array.isArray(policy) ? statementsSchema : documentSchema)),
    )
    .optional(),
  credentialDelivery: z.enum(["imdsv2", "any"], { message: 'expected "imdsv2" or "any"' }).optional(),
  networkBinding: flag.optional(),
  allowBroadAccess: broadAccessSchema.optional(),
});

type Given = z.infer<typeof argumentsSchema> & {
  readonly customerManagedPolicies?: Readonly<Record<string, unknown>>;
  readonly allowBroadAccess?: BroadAccessArgs;
};

/** Decides the documents of a role for EC2, or refuses the arguments with every problem. */
export function planInstanceRole(input: InstanceRoleInput): Plan<InstanceRolePlan> {
  const problems = [...problemsOf(argumentsSchema, input), ...tooLongNames(input)];
  if (problems.length > 0) return { kind: "refused", problems };
  const given = input as Given;
  const checked = [
    checkedDocument("trust", "trustConditions", trustPolicy(input.ec2ServicePrincipal, given.trustConditions)),
    ...inlineDocuments(given),
    ...Object.entries(given.customerManagedPolicies ?? {}).map(([name, policy]) =>
      checkedDocument("customerManaged", `customerManagedPolicies.${name}`, policy, name),
    ),
  ];
  const refused = [...checked.flatMap((each) => each.problems), ...attachedTwice(given)];
  if (refused.length > 0) return { kind: "refused", problems: refused };
  const of = (kind: string) =>
    Object.fromEntries(checked.filter((each) => each.kind === kind).map((each) => [each.name, each.document]));
  const plan = {
    trustPolicy: of("trust")[""] ?? {},
    inlinePolicies: of("inline"),
    customerManagedPolicies: of("customerManaged"),
  };
  const found = [
    checkQuotas({ ...plan, attachments: attachments(given).length }),
    ...checkRoleAccess(
      input,
      checked.filter(({ kind, property }) => kind !== "trust" && property !== ""),
    ),
    { problems: [], warnings: checked.flatMap(({ warnings }) => warnings) },
  ];
  const unusable = found.flatMap((each) => each.problems);
  return unusable.length > 0
    ? { kind: "refused", problems: unusable }
    : { kind: "planned", plan, warnings: found.flatMap(({ warnings }) => warnings) };
}

function attachments({ managedPolicies = {}, customerManagedPolicies = {} }: Given): readonly string[] {
  return [...Object.keys(managedPolicies), ...Object.keys(customerManagedPolicies)];
}

function tooLongNames({ logicalName, name, customerManagedPolicies }: InstanceRoleInput): readonly Problem[] {
  if (logicalName === undefined) {
    return [];
  }
  const policies = isPlainRecord(customerManagedPolicies) ? Object.keys(customerManagedPolicies) : [];
  const role = { property: "name", mend: "a shorter name of the component, or `name`" };
  return [
    ...(name === undefined ? tooLongToBeNamed(logicalName, ROLE_NAME, role) : []),
    ...policies.flatMap((policy) =>
      tooLongToBeNamed(`${logicalName}-${policy}`, MANAGED_POLICY_NAME, {
        property: `customerManagedPolicies.${policy}`,
        mend: "a shorter name of the policy, or of the component",
      }),
    ),
  ];
}

function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function attachedTwice({ managedPolicies = {}, customerManagedPolicies = {} }: Given): readonly Problem[] {
  return Object.keys(customerManagedPolicies)
    .filter((name) => name in managedPolicies)
    .map((name) => ({
      property: `customerManagedPolicies.${name}`,
      message: `the name \`${name}\` stands in \`managedPolicies\` too, expected another name`,
    }));
}
