import * as pulumi from "@pulumi/pulumi";

/** What an ARN says beside partition, region and account. */
export interface ArnForm {
  readonly service: string;
  /** What comes before the resource: nothing, the account, or region and account. */
  readonly scope: "global" | "account" | "region";
  resourcePart(resource: unknown): pulumi.Output<string>;
}

interface Named {
  readonly name: pulumi.Output<string>;
}

/** By type token: the ARNs that are made of names alone. */
const ARN_FORMS: Readonly<Record<string, ArnForm>> = {
  "aws:cloudwatch/eventBus:EventBus": regional("events", "event-bus/"),
  "aws:cloudwatch/logGroup:LogGroup": regional("logs", "log-group:"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": regional("cloudwatch", "alarm:"),
  "aws:dynamodb/table:Table": regional("dynamodb", "table/"),
  "aws:ecr/repository:Repository": regional("ecr", "repository/"),
  "aws:ecs/cluster:Cluster": regional("ecs", "cluster/"),
  "aws:eks/cluster:Cluster": regional("eks", "cluster/"),
  "aws:iam/group:Group": iam("group"),
  "aws:iam/instanceProfile:InstanceProfile": iam("instance-profile"),
  "aws:iam/policy:Policy": iam("policy"),
  "aws:iam/role:Role": iam("role"),
  "aws:iam/user:User": iam("user"),
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": regional("firehose", "deliverystream/"),
  "aws:kinesis/stream:Stream": regional("kinesis", "stream/"),
  "aws:kms/alias:Alias": regional("kms", ""),
  "aws:lambda/function:Function": regional("lambda", "function:"),
  "aws:s3/bucket:Bucket": {
    service: "s3",
    scope: "global",
    resourcePart: (resource) => (resource as { readonly bucket: pulumi.Output<string> }).bucket,
  },
  "aws:sfn/stateMachine:StateMachine": regional("states", "stateMachine:"),
  "aws:sns/topic:Topic": regional("sns", ""),
  "aws:sqs/queue:Queue": regional("sqs", ""),
  "aws:ssm/document:Document": regional("ssm", "document/"),
  "aws:ssm/parameter:Parameter": {
    service: "ssm",
    scope: "region",
    resourcePart: (resource) => (resource as Named).name.apply((name) => `parameter/${name.replace(/^\//, "")}`),
  },
};

/**
 * Returns how the ARN of `resource` is made, or undefined where AWS puts something into it that is not known before.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function arnFormOf(resource: pulumi.Resource): ArnForm | undefined {
  return ARN_FORMS[(resource as { readonly __pulumiType?: string }).__pulumiType ?? ""];
}

function regional(service: string, before: string): ArnForm {
  return {
    service,
    scope: "region",
    resourcePart: (resource) => pulumi.interpolate`${before}${(resource as Named).name}`,
  };
}

function iam(kind: string): ArnForm {
  return {
    service: "iam",
    scope: "account",
    resourcePart: (resource) => {
      const { name, path } = resource as Named & { readonly path: pulumi.Output<string | undefined> };
      return pulumi.interpolate`${kind}${path.apply((known) => known ?? "/")}${name}`;
    },
  };
}
