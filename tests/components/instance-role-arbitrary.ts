import fc from "fast-check";

import type { PlainStatement } from "../../components/policy-statement";
import { policyDocument } from "../../components/policy-statement";

/** Actions with resources that they work on; a name in braces stands for a value that is only known later. */
const ACCESS: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ["s3:GetObject", "s3:PutObject", "s3:Get*"],
    ["arn:aws:s3:::photos/*", "arn:aws:s3:::photos/in/*", "{bucket}/*"],
  ],
  [["s3:ListBucket"], ["arn:aws:s3:::photos", "{bucket}"]],
  [
    ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
    ["arn:aws:sqs:eu-central-1:123456789012:jobs", "{queue}"],
  ],
  [["secretsmanager:GetSecretValue"], ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:my-app/*"]],
  [["cloudwatch:PutMetricData", "ec2:DescribeTags"], ["*"]],
  [["dynamodb:Query", "dynamodb:*Item"], ["arn:aws:dynamodb:eu-central-1:123456789012:table/jobs"]],
];

const CONDITIONS: readonly PlainStatement["conditions"][] = [
  { StringEquals: { "aws:ResourceAccount": "123456789012" } },
  { Bool: { "aws:SecureTransport": "true" } },
  { StringLike: { "aws:PrincipalTag/team": ["web", "data-*"] } },
  { NumericLessThan: { "ec2:RoleDelivery": "2.0" } },
];

const statement: fc.Arbitrary<PlainStatement> = fc.constantFrom(...ACCESS).chain(
  ([actions, resources]) =>
    fc.record(
      {
        effect: fc.oneof({ weight: 4, arbitrary: fc.constant("Allow" as const) }, fc.constant("Deny" as const)),
        actions: fc.subarray([...actions], { minLength: 1 }),
        resources: fc.subarray([...resources], { minLength: 1 }),
        conditions: fc.constantFrom(...CONDITIONS),
      },
      { requiredKeys: ["actions", "resources"] },
    ) as fc.Arbitrary<PlainStatement>,
);

const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
const policyNames = fc.constantFrom("a", "b");

/** Arguments of an InstanceRole, by what they ask for: values known later stand as names in braces. */
export interface ArbitraryRole {
  readonly statements?: readonly PlainStatement[];
  readonly inlinePolicies?: Readonly<Record<string, object>>;
  readonly customerManagedPolicies?: Readonly<Record<string, readonly PlainStatement[] | object>>;
  readonly trustConditions?: PlainStatement["conditions"];
  readonly credentialDelivery?: "imdsv2" | "any";
  readonly networkBinding?: boolean;
  readonly path?: string;
  readonly maxSessionDuration?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Any arguments of an InstanceRole that it takes. */
export const arbitraryRole = fc.record(
  {
    statements,
    inlinePolicies: fc.dictionary(policyNames, statements.map(policyDocument), { maxKeys: 2 }),
    customerManagedPolicies: fc.dictionary(policyNames, fc.oneof(statements, statements.map(policyDocument)), {
      maxKeys: 2,
    }),
    trustConditions: fc.constantFrom({ StringEquals: { "aws:SourceAccount": "123456789012" } }),
    credentialDelivery: fc.constantFrom("imdsv2" as const, "any" as const),
    networkBinding: fc.boolean(),
    path: fc.constantFrom("/", "/apps/"),
    maxSessionDuration: fc.integer({ min: 3600, max: 43_200 }),
    tags: fc.dictionary(fc.constantFrom("team", "stage"), fc.constantFrom("web", "")),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ArbitraryRole>;

/** Every document that `role` asks for. */
export function askedFor({
  statements = [],
  inlinePolicies = {},
  customerManagedPolicies = {},
}: ArbitraryRole): object[] {
  return [
    ...(statements.length === 0 ? [] : [policyDocument(statements)]),
    ...[...Object.values(inlinePolicies), ...Object.values(customerManagedPolicies)].map((given) =>
      Array.isArray(given) ? policyDocument(given as PlainStatement[]) : given,
    ),
  ];
}

/** Puts values in the place of names in braces, in the texts of `value`. */
export function withValues<T>(value: T, values: Readonly<Record<string, string>>): T {
  const text = JSON.stringify(value).replace(/\{(bucket|queue)\}/g, (_, name: string) => values[name] ?? "");
  return JSON.parse(text) as T;
}
