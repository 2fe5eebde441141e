import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { grants } from "../../../components";
import type { StatementArgs } from "../../../components";
import type { PlainStatement } from "../../../components/policy-statement";
import { ACCOUNT, REGION, runWithMocks, valueOf } from "../../support/pulumi-mocks";

type Context = Readonly<Record<string, string>>;

/** One grant, and what it is to allow, written down without looking at the document that it makes. */
export interface GrantCase {
  readonly name: string;
  readonly statements: () => StatementArgs[];
  readonly actions: readonly string[];
  /** Resources that some of the actions are allowed on. */
  readonly granted: readonly string[];
  /** Resources beside them. */
  readonly refused: readonly string[];
  /** The same as statements that a person would write; without actions, of all of `actions`. */
  readonly asked: readonly (Omit<PlainStatement, "actions"> & { readonly actions?: string[] })[];
  readonly isGranted: (action: string, resource: string, context: Context) => boolean;
  readonly contexts: readonly Context[];
}

const NO_CONTEXT: readonly Context[] = [{}];
const regional = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const equals = (expected: string) => (_: string, resource: string) => resource === expected;
const startsWith = (expected: string) => (_: string, resource: string) => resource.startsWith(expected);

/** Source of the actions: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export const GRANT_CASES: readonly GrantCase[] = [
  {
    name: "s3.read",
    statements: () => grants.s3.read(new aws.s3.Bucket("photos", { bucket: "photos" })),
    actions: ["s3:GetObject"],
    granted: ["arn:aws:s3:::photos/a.jpg", "arn:aws:s3:::photos/2026/a.jpg"],
    refused: ["arn:aws:s3:::photos", "arn:aws:s3:::photos-2/a.jpg"],
    asked: [{ resources: ["arn:aws:s3:::photos/*"] }],
    isGranted: startsWith("arn:aws:s3:::photos/"),
    contexts: NO_CONTEXT,
  },
  {
    name: "s3.read with prefix and owner",
    statements: () => grants.s3.read("arn:aws:s3:::photos", { prefix: "2026/", bucketAccount: ACCOUNT }),
    actions: ["s3:GetObject"],
    granted: ["arn:aws:s3:::photos/2026/a.jpg"],
    refused: ["arn:aws:s3:::photos/2025/a.jpg", "arn:aws:s3:::photos/2026"],
    asked: [
      { resources: ["arn:aws:s3:::photos/2026/*"], conditions: { StringEquals: { "aws:ResourceAccount": ACCOUNT } } },
    ],
    isGranted: (_, resource, context) =>
      resource.startsWith("arn:aws:s3:::photos/2026/") && context["aws:ResourceAccount"] === ACCOUNT,
    contexts: [{ "aws:ResourceAccount": ACCOUNT }, { "aws:ResourceAccount": "999999999999" }],
  },
  {
    name: "s3.write",
    statements: () => grants.s3.write(new aws.s3.Bucket("photos", { bucket: "photos" }), { prefix: "in/" }),
    actions: ["s3:PutObject", "s3:AbortMultipartUpload"],
    granted: ["arn:aws:s3:::photos/in/a.jpg"],
    refused: ["arn:aws:s3:::photos/out/a.jpg"],
    asked: [{ resources: ["arn:aws:s3:::photos/in/*"] }],
    isGranted: startsWith("arn:aws:s3:::photos/in/"),
    contexts: NO_CONTEXT,
  },
  {
    name: "s3.list",
    statements: () => grants.s3.list(new aws.s3.Bucket("photos", { bucket: "photos" })),
    actions: ["s3:ListBucket"],
    granted: ["arn:aws:s3:::photos"],
    refused: ["arn:aws:s3:::photos/a.jpg"],
    asked: [{ resources: ["arn:aws:s3:::photos"] }],
    isGranted: equals("arn:aws:s3:::photos"),
    contexts: [{ "s3:prefix": "x" }],
  },
  {
    name: "s3.list with prefix",
    statements: () => grants.s3.list("arn:aws:s3:::photos", { prefix: "in/" }),
    actions: ["s3:ListBucket"],
    granted: ["arn:aws:s3:::photos"],
    refused: ["arn:aws:s3:::photos-2"],
    asked: [{ resources: ["arn:aws:s3:::photos"], conditions: { StringLike: { "s3:prefix": "in/*" } } }],
    isGranted: (_, resource, context) =>
      resource === "arn:aws:s3:::photos" && (context["s3:prefix"] ?? "").startsWith("in/"),
    contexts: [{ "s3:prefix": "in/" }, { "s3:prefix": "in/a" }, { "s3:prefix": "in" }, { "s3:prefix": "" }],
  },
  {
    name: "sqs.consume",
    statements: () => grants.sqs.consume(new aws.sqs.Queue("q", { name: "jobs", region: REGION })),
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
    granted: [regional("sqs", "jobs")],
    refused: [regional("sqs", "jobs.fifo"), `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`],
    asked: [{ resources: [regional("sqs", "jobs")] }],
    isGranted: equals(regional("sqs", "jobs")),
    contexts: NO_CONTEXT,
  },
  {
    name: "sqs.send",
    statements: () => grants.sqs.send(regional("sqs", "jobs.fifo")),
    actions: ["sqs:SendMessage"],
    granted: [regional("sqs", "jobs.fifo")],
    refused: [regional("sqs", "jobs")],
    asked: [{ resources: [regional("sqs", "jobs.fifo")] }],
    isGranted: equals(regional("sqs", "jobs.fifo")),
    contexts: NO_CONTEXT,
  },
  {
    name: "secretsManager.read",
    statements: () => grants.secretsManager.read(regional("secretsmanager", "secret:my-app/db-AbCdEf")),
    actions: ["secretsmanager:GetSecretValue"],
    granted: [regional("secretsmanager", "secret:my-app/db-AbCdEf")],
    refused: [regional("secretsmanager", "secret:my-app/api-GhIjKl")],
    asked: [{ resources: [regional("secretsmanager", "secret:my-app/db-AbCdEf")] }],
    isGranted: equals(regional("secretsmanager", "secret:my-app/db-AbCdEf")),
    contexts: NO_CONTEXT,
  },
  {
    name: "secretsManager.readPrefix",
    statements: () => grants.secretsManager.readPrefix("my-app/"),
    actions: ["secretsmanager:GetSecretValue"],
    granted: [
      regional("secretsmanager", "secret:my-app/db-AbCdEf"),
      regional("secretsmanager", "secret:my-app/x-GhIjKl"),
    ],
    refused: [regional("secretsmanager", "secret:my-app-2/db-AbCdEf")],
    asked: [{ resources: [regional("secretsmanager", "secret:my-app/*")] }],
    isGranted: startsWith(regional("secretsmanager", "secret:my-app/")),
    contexts: NO_CONTEXT,
  },
  {
    name: "ssm.readParameter",
    statements: () =>
      grants.ssm.readParameter(new aws.ssm.Parameter("p", { name: "/my-app/db", type: "String", region: REGION })),
    actions: ["ssm:GetParameter", "ssm:GetParameters"],
    granted: [regional("ssm", "parameter/my-app/db")],
    refused: [regional("ssm", "parameter/my-app/api")],
    asked: [{ resources: [regional("ssm", "parameter/my-app/db")] }],
    isGranted: equals(regional("ssm", "parameter/my-app/db")),
    contexts: NO_CONTEXT,
  },
  {
    name: "ssm.readParameters",
    statements: () => grants.ssm.readParameters("/my-app"),
    actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
    granted: [regional("ssm", "parameter/my-app/db"), regional("ssm", "parameter/my-app")],
    refused: [regional("ssm", "parameter/my-app-2/db")],
    asked: [
      { resources: [regional("ssm", "parameter/my-app/*")] },
      { actions: ["ssm:GetParametersByPath"], resources: [regional("ssm", "parameter/my-app")] },
    ],
    isGranted: (action, resource) =>
      resource.startsWith(regional("ssm", "parameter/my-app/")) ||
      (action === "ssm:GetParametersByPath" && resource === regional("ssm", "parameter/my-app")),
    contexts: NO_CONTEXT,
  },
  {
    name: "ssm.sessionManager",
    statements: () => grants.ssm.sessionManager(),
    actions: [
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    granted: ["*"],
    refused: [],
    asked: [{ resources: ["*"] }],
    isGranted: () => true,
    contexts: NO_CONTEXT,
  },
  {
    name: "dynamodb.read",
    statements: () =>
      grants.dynamodb.read(new aws.dynamodb.Table("t", { name: "orders", attributes: [], region: REGION })),
    actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"],
    granted: [regional("dynamodb", "table/orders")],
    refused: [regional("dynamodb", "table/orders/index/by-date"), regional("dynamodb", "table/orders-2")],
    asked: [{ resources: [regional("dynamodb", "table/orders")] }],
    isGranted: equals(regional("dynamodb", "table/orders")),
    contexts: NO_CONTEXT,
  },
  {
    name: "dynamodb.write",
    statements: () => grants.dynamodb.write(regional("dynamodb", "table/orders")),
    actions: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"],
    granted: [regional("dynamodb", "table/orders")],
    refused: [regional("dynamodb", "table/orders/stream/2026")],
    asked: [{ resources: [regional("dynamodb", "table/orders")] }],
    isGranted: equals(regional("dynamodb", "table/orders")),
    contexts: NO_CONTEXT,
  },
  {
    name: "dynamodb.readIndex",
    statements: () => grants.dynamodb.readIndex(regional("dynamodb", "table/orders"), "by-date"),
    actions: ["dynamodb:Query", "dynamodb:Scan"],
    granted: [regional("dynamodb", "table/orders/index/by-date")],
    refused: [regional("dynamodb", "table/orders/index/by-name")],
    asked: [{ resources: [regional("dynamodb", "table/orders/index/by-date")] }],
    isGranted: equals(regional("dynamodb", "table/orders/index/by-date")),
    contexts: NO_CONTEXT,
  },
  {
    name: "logs.write",
    statements: () => grants.logs.write(new aws.cloudwatch.LogGroup("g", { name: "/my-app", region: REGION })),
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    granted: [regional("logs", "log-group:/my-app:log-stream:i-1"), regional("logs", "log-group:/my-app:*")],
    refused: [regional("logs", "log-group:/my-app-2:log-stream:i-1"), regional("logs", "log-group:/my-app")],
    asked: [{ resources: [regional("logs", "log-group:/my-app:*")] }],
    isGranted: startsWith(regional("logs", "log-group:/my-app:")),
    contexts: NO_CONTEXT,
  },
  {
    name: "cloudwatch.putMetrics",
    statements: () => grants.cloudwatch.putMetrics("CWAgent"),
    actions: ["cloudwatch:PutMetricData"],
    granted: ["*"],
    refused: [],
    asked: [{ resources: ["*"], conditions: { StringEquals: { "cloudwatch:namespace": "CWAgent" } } }],
    isGranted: (_, __, context) => context["cloudwatch:namespace"] === "CWAgent",
    contexts: [{ "cloudwatch:namespace": "CWAgent" }, { "cloudwatch:namespace": "AWS/EC2" }],
  },
  kmsCase("decrypt", ["kms:Decrypt"]),
  kmsCase("encrypt", ["kms:GenerateDataKey", "kms:Decrypt"]),
];

/** A grant on one key, through Secrets Manager of the key's Region alone. */
function kmsCase(verb: "decrypt" | "encrypt", actions: readonly string[]): GrantCase {
  const key = regional("kms", "key/1234abcd");
  const service = `secretsmanager.${REGION}.amazonaws.com`;
  return {
    name: `kms.${verb}`,
    statements: () => grants.kms[verb](regional("kms", "key/1234abcd"), { via: "secretsmanager" }),
    actions,
    granted: [key],
    refused: [regional("kms", "key/5678")],
    asked: [{ resources: [key], conditions: { StringEquals: { "kms:ViaService": service } } }],
    isGranted: (_, resource, context) => resource === key && context["kms:ViaService"] === service,
    contexts: [service, "secretsmanager.us-east-1.amazonaws.com", `s3.${REGION}.amazonaws.com`].map((via) => ({
      "kms:ViaService": via,
    })),
  };
}

/** The statements of a grant as they are known at first preview. */
export async function plainStatements(
  statements: () => StatementArgs[],
  partition = "aws",
): Promise<readonly PlainStatement[]> {
  const run = await runWithMocks(() => pulumi.output(statements() as unknown as PlainStatement[]), {
    preview: true,
    partition,
  });
  const known = await valueOf(run.value);
  expect(known, "known at first preview").to.be.an("array");
  return known ?? [];
}
