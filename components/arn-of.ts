import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { arnFormOf } from "./arn-forms";
import { awsContext } from "./aws-context";
import { describe } from "./plan";
import { refusalError } from "./refuse";

/** The resources whose ARN is made of partition, region, account and name, and so is known at first preview. */
export type ArnResource =
  | aws.cloudwatch.EventBus
  | aws.cloudwatch.LogGroup
  | aws.cloudwatch.MetricAlarm
  | aws.dynamodb.Table
  | aws.ecr.Repository
  | aws.ecs.Cluster
  | aws.eks.Cluster
  | aws.iam.Group
  | aws.iam.InstanceProfile
  | aws.iam.Policy
  | aws.iam.Role
  | aws.iam.User
  | aws.kinesis.FirehoseDeliveryStream
  | aws.kinesis.Stream
  | aws.kms.Alias
  | aws.lambda.Function
  | aws.s3.Bucket
  | aws.sfn.StateMachine
  | aws.sns.Topic
  | aws.sqs.Queue
  | aws.ssm.Document
  | aws.ssm.Parameter;

/**
 * Returns the ARN of `resource`, known at first preview and right in every partition and region, and keeps the
 * dependency on the resource. During `pulumi up` it is the resource's own `arn`.
 * @throws pulumi.ResourceError if the type is not among `ArnResource`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arnOf(resource: ArnResource): pulumi.Output<string> {
  const form = pulumi.Resource.isInstance(resource) ? arnFormOf(resource) : undefined;
  if (form === undefined) throw refusalError(`arnOf: ${refusal(resource)}`);
  if (!pulumi.runtime.isDryRun()) {
    return resource.arn;
  }
  const { partition, accountId } = awsContext({ parent: resource });
  const region = form.scope === "region" ? (resource as aws.sqs.Queue).region : "";
  const account = form.scope === "global" ? "" : accountId;
  return pulumi.interpolate`arn:${partition}:${form.service}:${region}:${account}:${form.resourcePart(resource)}`;
}

function refusal(given: unknown): string {
  const got = `got ${describe(given)}`;
  if (!pulumi.Resource.isInstance(given)) return `${got}, expected a resource of @pulumi/aws`;
  return got.includes("`ec2-identity:")
    ? `${got}, expected a resource of @pulumi/aws: use the component's \`arn\`, which is known at first preview`
    : `${got}, whose ARN is not known before it exists: use its \`arn\``;
}
