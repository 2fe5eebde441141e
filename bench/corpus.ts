import type { AuthorizationRequest, PolicyDocument } from "../iam";
import { parsePolicyDocument } from "../iam";

/** The fixed corpus of the measurements: everything is made here, from these lists, the same on every run. */
const READ_VERBS = ["BatchGet*", "Describe*", "Get*", "List*"] as const;
const SERVICES = [
  ...[
    "acm",
    "apigateway",
    "appconfig",
    "appflow",
    "athena",
    "autoscaling",
    "backup",
    "batch",
    "bedrock",
    "cloudformation",
  ],
  ...["cloudfront", "cloudhsm", "cloudtrail", "cloudwatch", "codebuild", "codecommit", "codedeploy", "codepipeline"],
  ...[
    "cognito-idp",
    "config",
    "connect",
    "datasync",
    "dax",
    "detective",
    "directconnect",
    "dms",
    "ds",
    "dynamodb",
    "ec2",
  ],
  ...["ecr", "ecs", "eks", "elasticache", "elasticbeanstalk", "elasticfilesystem", "elasticloadbalancing", "emr", "es"],
  ...[
    "events",
    "firehose",
    "fsx",
    "glacier",
    "globalaccelerator",
    "glue",
    "guardduty",
    "health",
    "iam",
    "imagebuilder",
  ],
  ...[
    "inspector2",
    "iot",
    "kafka",
    "kendra",
    "kinesis",
    "kms",
    "lambda",
    "lightsail",
    "logs",
    "macie2",
    "memorydb",
    "mq",
  ],
  ...["neptune-db", "network-firewall", "organizations", "outposts", "pipes", "polly", "quicksight", "ram", "rds"],
  ...["redshift", "rekognition", "resource-groups", "route53", "s3", "sagemaker", "scheduler", "secretsmanager"],
  ...[
    "securityhub",
    "servicecatalog",
    "ses",
    "shield",
    "sns",
    "sqs",
    "ssm",
    "states",
    "storagegateway",
    "sts",
    "support",
  ],
  ...["swf", "tag", "textract", "transcribe", "transfer", "trustedadvisor", "waf", "wafv2", "workspaces", "xray"],
] as const;

/** Parses a document of the corpus, which has no issue. */
export function documentOf(statements: readonly object[]): PolicyDocument {
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement: statements });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

/** Read access to one bucket, refused without TLS. */
export const TWO_STATEMENTS: readonly object[] = [
  {
    Sid: "Read",
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"],
    Condition: { StringEquals: { "aws:PrincipalTag/team": "media" } },
  },
  {
    Sid: "Tls",
    Effect: "Deny",
    Action: "s3:*",
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
];

/** The shape and size of AWS's ReadOnlyAccess: one statement that lists the reading actions of many services. */
export const READ_ONLY: readonly object[] = [
  {
    Effect: "Allow",
    Action: SERVICES.flatMap((service) => READ_VERBS.map((verb) => `${service}:${verb}`)),
    Resource: "*",
  },
];

/** The shape and size of a service administrator's policy: many statements with patterns and conditions. */
export const ADMINISTRATOR: readonly object[] = SERVICES.slice(0, 30).flatMap((service) => [
  {
    Effect: "Allow",
    Action: [`${service}:Create*`, `${service}:Update*`, `${service}:Delete*`],
    Resource: [`arn:aws:${service}:*:*:*/app-*`, `arn:*:${service}:*:111122223333:*/\${aws:PrincipalTag/team}/*`],
    Condition: { StringLike: { "aws:RequestTag/owner": ["app-*", "team-*"] } },
  },
  {
    Effect: "Deny",
    Action: `${service}:Delete*`,
    NotResource: `arn:aws:${service}:*:*:*/app-scratch-*`,
    Condition: { NotIpAddress: { "aws:SourceIp": ["10.0.0.0/8", "192.0.2.0/24"] } },
  },
]);

/** A request that the two statements and the read-only policy allow. */
export const READ_REQUEST: AuthorizationRequest = {
  principal: "arn:aws:iam::111122223333:role/app",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::photos/2026/11/cat.jpg",
  context: {
    "aws:PrincipalTag/team": "media",
    "aws:SecureTransport": true,
    "aws:SourceIp": "10.1.2.3",
    "aws:RequestedRegion": "eu-west-1",
  },
};

/** A request that the administrator's policy allows by its last service. */
export const DELETE_REQUEST: AuthorizationRequest = {
  principal: "arn:aws:iam::111122223333:role/app",
  action: "dynamodb:DeleteTable",
  resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/app-1",
  context: {
    "aws:PrincipalTag/team": "media",
    "aws:RequestTag/owner": "team-media",
    "aws:SourceIp": "10.1.2.3",
  },
};
