import { z } from "zod";

import { IAM_PATH, INLINE_POLICY_NAME, keepsNameRule, MANAGED_POLICY_NAME, ROLE_NAME } from "../ec2/iam-names";
import { parsePolicyDocument } from "../iam";
import { tooLongToBeNamed } from "./auto-name-plan";
import { CREDENTIAL_GUARDS_POLICY, credentialGuards } from "./credential-guards-plan";
import { checkDocument } from "./document-checks";
import type { Plan, Problem } from "./plan";
import { isSymbolic, knownOr, knownText, problemsOf } from "./plan";
import { conditionsSchema, policyDocument, statementSchema } from "./policy-statement";
import { checkBoundary, type RoleDocument } from "./role-boundary-plan";
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

/** Inline policies whose names belong to other arguments. */
const RESERVED_POLICIES = [STATEMENTS_POLICY, CREDENTIAL_GUARDS_POLICY];

const documentSchema = z.union([z.string(), z.record(z.string(), z.unknown())]);

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
  tags: knownOr(
    z
      .record(z.string(), z.string())
      .refine((tags) => Object.keys(tags).length <= MAXIMUM_TAGS, { message: `expected at most ${MAXIMUM_TAGS} tags` }),
  ).optional(),
  trustConditions: conditionsSchema.optional(),
  statements: z.array(statementSchema).optional(),
  inlinePolicies: z.record(policyName(RESERVED_POLICIES), documentSchema).optional(),
  managedPolicies: z
    .record(z.string(), knownText(isPolicyArn, "the name of an AWS managed policy or the ARN of a managed policy"))
    .optional(),
  customerManagedPolicies: z
    .record(policyName([]), z.union([z.array(statementSchema).min(1), documentSchema]))
    .optional(),
  credentialDelivery: z.enum(["imdsv2", "any"], { message: 'expected "imdsv2" or "any"' }).optional(),
  networkBinding: z.boolean({ message: "expected `true` or `false`" }).optional(),
});

type Given = z.infer<typeof argumentsSchema>;

/** Decides the documents of a role for EC2, or refuses the arguments with every problem. */
export function planInstanceRole(input: InstanceRoleInput): Plan<InstanceRolePlan> {
  const problems = [...problemsOf(argumentsSchema, input), ...tooLongNames(input)];
  if (problems.length > 0) {
    return { kind: "refused", problems };
  }
  const given = input as Given;
  const checked = [
    document("trust", "trustConditions", trustPolicy(input.ec2ServicePrincipal, given.trustConditions)),
    ...inlineDocuments(given),
    ...Object.entries(given.customerManagedPolicies ?? {}).map(([name, policy]) =>
      document("customerManaged", `customerManagedPolicies.${name}`, policy, name),
    ),
  ];
  const refused = [...checked.flatMap((each) => each.problems), ...attachedTwice(given)];
  if (refused.length > 0) {
    return { kind: "refused", problems: refused };
  }
  const of = (kind: string) =>
    Object.fromEntries(checked.filter((each) => each.kind === kind).map((each) => [each.name, each.document]));
  const plan = {
    trustPolicy: of("trust")[""] ?? {},
    inlinePolicies: of("inline"),
    customerManagedPolicies: of("customerManaged"),
  };
  const boundary = checkBoundary(
    input.boundaryDocument,
    [...checked.filter(({ kind }) => kind !== "trust"), ...managedDocuments(input)],
    { complete: Object.keys(given.managedPolicies ?? {}).every((key) => input.managedDocuments?.[key] !== undefined) },
  );
  const attachments = [given.managedPolicies, given.customerManagedPolicies].flatMap((some) => Object.keys(some ?? {}));
  const quotas = checkQuotas({ ...plan, attachments: attachments.length });
  const found = [quotas, boundary, { problems: [], warnings: checked.flatMap(({ warnings }) => warnings) }];
  const unusable = found.flatMap((each) => each.problems);
  return unusable.length > 0
    ? { kind: "refused", problems: unusable }
    : { kind: "planned", plan, warnings: found.flatMap(({ warnings }) => warnings) };
}

/** Managed policies that are made in the same program, each with its document where that is known. */
function managedDocuments({ managedDocuments = {} }: InstanceRoleInput): readonly RoleDocument[] {
  return Object.entries(managedDocuments).map(([name, given]) => {
    const read = readDocument(given, "");
    return { property: `managedPolicies.${name}`, document: "document" in read ? read.document : undefined };
  });
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

interface CheckedDocument extends RoleDocument {
  readonly kind: "trust" | "inline" | "customerManaged";
  readonly name: string;
  /** The argument that it was made from. */
  readonly property: string;
  /** Undefined while the whole of it is not known. */
  readonly document: object | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Checks one document, given as statements, as AWS's JSON or as its text. */
function document(kind: CheckedDocument["kind"], property: string, given: unknown, name = ""): CheckedDocument {
  const read = readDocument(given, property);
  if (!("document" in read)) {
    return { kind, name, property, document: undefined, problems: [read], warnings: [] };
  }
  const policyType = kind === "trust" ? "trust" : "identity";
  const check =
    read.document === undefined ? { problems: [], warnings: [] } : checkDocument(read.document, policyType, property);
  return { kind, name, property, document: read.document, ...check };
}

/** A document that this package writes itself, word for word as AWS documents it. */
function ownDocument(name: string, document: object): CheckedDocument {
  return { kind: "inline", name, property: "", document, problems: [], warnings: [] };
}

function inlineDocuments(given: Given): readonly CheckedDocument[] {
  const { statements = [], inlinePolicies = {}, credentialDelivery = "imdsv2", networkBinding = false } = given;
  const guards = credentialGuards({ credentialDelivery, networkBinding });
  return [
    ...(statements.length === 0 ? [] : [document("inline", "statements", statements, STATEMENTS_POLICY)]),
    ...(guards.length === 0 ? [] : [ownDocument(CREDENTIAL_GUARDS_POLICY, policyDocument(guards))]),
    ...Object.entries(inlinePolicies).map(([name, policy]) =>
      document("inline", `inlinePolicies.${name}`, policy, name),
    ),
  ];
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

/** Returns the document, undefined while the whole of it is not known, or what is wrong with it. */
function readDocument(given: unknown, property: string): { readonly document: object | undefined } | Problem {
  if (Array.isArray(given)) {
    return { document: policyDocument(given as z.infer<typeof statementSchema>[]) };
  }
  if (typeof given !== "string") {
    return { document: given as object };
  }
  if (isSymbolic(given)) {
    return { document: undefined };
  }
  const text = parsePolicyDocument(given, { policyType: "identity" });
  const [issue] = text.kind === "invalid" ? text.issues : [];
  return issue === undefined
    ? { document: JSON.parse(given) as object }
    : { property, message: `${issue.message}${issue.pointer === "" ? "" : ` (at \`${issue.pointer}\`)`}` };
}

/** Returns the ARN of `policy`: an ARN as it is, a name as that of the AWS managed policy in `partition`. */
export function managedPolicyArn(policy: string, partition: string): string {
  return policy.startsWith("arn:") ? policy : `arn:${partition}:iam::aws:policy/${policy}`;
}

function isPolicyArn(text: string): boolean {
  return /^arn:[^:]+:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(text);
}
