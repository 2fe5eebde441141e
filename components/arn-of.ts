import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { awsContext } from "./aws-context";

/** The resources whose ARN is made of partition, region, account and name, and so is known at first preview. */
export type ArnResource =
  | aws.s3.Bucket
  | aws.iam.Role
  | aws.iam.User
  | aws.iam.Group
  | aws.iam.Policy
  | aws.iam.InstanceProfile
  | aws.sqs.Queue
  | aws.sns.Topic
  | aws.dynamodb.Table
  | aws.cloudwatch.LogGroup;

/**
 * Returns the ARN of `resource`, known at first preview and right in every partition and region, and keeps the
 * dependency on the resource. During `pulumi up` it is the resource's own `arn`.
 * @throws pulumi.ResourceError if the type is not among `ArnResource`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arnOf(resource: ArnResource): pulumi.Output<string> {
  const parts = partsOf(resource);
  if (!pulumi.runtime.isDryRun()) {
    return resource.arn;
  }
  const { partition, accountId } = awsContext({ parent: resource });
  return pulumi.interpolate`arn:${partition}:${parts.service}:${parts.region ?? ""}:${parts.account === "none" ? "" : accountId}:${parts.resource}`;
}

interface ArnParts {
  readonly service: string;
  readonly region?: pulumi.Output<string>;
  readonly account?: "none";
  readonly resource: pulumi.Output<string>;
}

function partsOf(resource: ArnResource): ArnParts {
  if (aws.s3.Bucket.isInstance(resource)) {
    return { service: "s3", account: "none", resource: resource.bucket };
  }
  if (aws.iam.Role.isInstance(resource)) {
    return iamParts("role", resource);
  }
  if (aws.iam.User.isInstance(resource)) {
    return iamParts("user", resource);
  }
  if (aws.iam.Group.isInstance(resource)) {
    return iamParts("group", resource);
  }
  if (aws.iam.Policy.isInstance(resource)) {
    return iamParts("policy", resource);
  }
  if (aws.iam.InstanceProfile.isInstance(resource)) {
    return iamParts("instance-profile", resource);
  }
  if (aws.sqs.Queue.isInstance(resource)) {
    return { service: "sqs", region: resource.region, resource: resource.name };
  }
  if (aws.sns.Topic.isInstance(resource)) {
    return { service: "sns", region: resource.region, resource: resource.name };
  }
  if (aws.dynamodb.Table.isInstance(resource)) {
    return { service: "dynamodb", region: resource.region, resource: pulumi.interpolate`table/${resource.name}` };
  }
  if (aws.cloudwatch.LogGroup.isInstance(resource)) {
    return { service: "logs", region: resource.region, resource: pulumi.interpolate`log-group:${resource.name}` };
  }
  throw new pulumi.ResourceError(
    "arnOf: got a resource whose ARN is not known before it exists, use its `arn`",
    resource,
    true,
  );
}

function iamParts(
  kind: string,
  resource: { readonly name: pulumi.Output<string>; readonly path: pulumi.Output<string | undefined> },
): ArnParts {
  return {
    service: "iam",
    resource: pulumi.interpolate`${kind}${resource.path.apply((path) => path ?? "/")}${resource.name}`,
  };
}
