import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, grants, Instance, InstanceProfile, InstanceRole } from "pulumi-ec2-identity";

const staging = new aws.s3.Bucket("staging");
const jobs = new aws.sqs.Queue("jobs");

/** Whatever statements the role gets, it never does more than this. */
const boundary = new aws.iam.Policy("data-boundary", {
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Data",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListBucket"],
        Resource: [arnOf(staging), pulumi.interpolate`${arnOf(staging)}/*`],
      },
      {
        Sid: "Jobs",
        Effect: "Allow",
        Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
        Resource: arnOf(jobs),
      },
      {
        Sid: "Secrets",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: "arn:*:secretsmanager:*:*:secret:my-app/*",
      },
      {
        Sid: "Observe",
        Effect: "Allow",
        Action: ["cloudwatch:PutMetricData", "logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: "*",
      },
    ],
  }),
});

const tags = { product: "data-loader", owner: "data-team" };

const role = new InstanceRole("data-loader", {
  description: "Loads data from the staging bucket",
  path: "/data/",
  tags,
  permissionsBoundary: boundary,
  maxSessionDuration: 7200,
  statements: [
    ...grants.s3.list(staging),
    ...grants.s3.read(staging),
    ...grants.s3.write(staging, { prefix: "loaded/" }),
    ...grants.sqs.consume(jobs),
    ...grants.secretsManager.readPrefix("my-app/"),
  ],
  managedPolicies: ["CloudWatchAgentServerPolicy"],
});

const instance = new Instance("data-loader", {
  profile: new InstanceProfile("data-loader", { role, path: "/data/", tags }),
  instanceType: "m6i.large",
  rootDisk: { sizeGiB: 100 },
  tags,
});

export const roleArn = role.arn;
export const instanceId = instance.id;
