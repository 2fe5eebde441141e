import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { arnOf, InstanceRole } from "../../components";
import { PARTITIONS } from "../../iam";
import type { ArnResource } from "../../components";
import { ACCOUNT, refusalOf, REGION, runWithMocks, valueOf } from "../support/pulumi-mocks";

type ResourceClass = new (name: string, args: never, opts?: pulumi.CustomResourceOptions) => ArnResource;

/**
 * What stands behind `arn:<partition>:` for a resource named `n`.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const FORMS: readonly (readonly [string, unknown, string])[] = [
  ["EventBus", aws.cloudwatch.EventBus, `events:${REGION}:${ACCOUNT}:event-bus/n`],
  ["LogGroup", aws.cloudwatch.LogGroup, `logs:${REGION}:${ACCOUNT}:log-group:n`],
  ["MetricAlarm", aws.cloudwatch.MetricAlarm, `cloudwatch:${REGION}:${ACCOUNT}:alarm:n`],
  ["Table", aws.dynamodb.Table, `dynamodb:${REGION}:${ACCOUNT}:table/n`],
  ["Repository", aws.ecr.Repository, `ecr:${REGION}:${ACCOUNT}:repository/n`],
  ["ecs Cluster", aws.ecs.Cluster, `ecs:${REGION}:${ACCOUNT}:cluster/n`],
  ["eks Cluster", aws.eks.Cluster, `eks:${REGION}:${ACCOUNT}:cluster/n`],
  ["Group", aws.iam.Group, `iam::${ACCOUNT}:group/n`],
  ["InstanceProfile", aws.iam.InstanceProfile, `iam::${ACCOUNT}:instance-profile/n`],
  ["Policy", aws.iam.Policy, `iam::${ACCOUNT}:policy/n`],
  ["Role", aws.iam.Role, `iam::${ACCOUNT}:role/n`],
  ["User", aws.iam.User, `iam::${ACCOUNT}:user/n`],
  ["FirehoseDeliveryStream", aws.kinesis.FirehoseDeliveryStream, `firehose:${REGION}:${ACCOUNT}:deliverystream/n`],
  ["Stream", aws.kinesis.Stream, `kinesis:${REGION}:${ACCOUNT}:stream/n`],
  ["Alias", aws.kms.Alias, `kms:${REGION}:${ACCOUNT}:alias/n`],
  ["Function", aws.lambda.Function, `lambda:${REGION}:${ACCOUNT}:function:n`],
  ["Bucket", aws.s3.Bucket, "s3:::n"],
  ["StateMachine", aws.sfn.StateMachine, `states:${REGION}:${ACCOUNT}:stateMachine:n`],
  ["Topic", aws.sns.Topic, `sns:${REGION}:${ACCOUNT}:n`],
  ["Queue", aws.sqs.Queue, `sqs:${REGION}:${ACCOUNT}:n`],
  ["Document", aws.ssm.Document, `ssm:${REGION}:${ACCOUNT}:document/n`],
  ["Parameter", aws.ssm.Parameter, `ssm:${REGION}:${ACCOUNT}:parameter/n`],
];

/** Arguments that every class in the table takes: the constructors of @pulumi/aws insist on some at construction. */
function argumentsFor(name: string): never {
  const given = { name, bucket: name, region: REGION, assumeRolePolicy: "{}", policy: "{}", content: "{}" };
  const more = {
    documentType: "Command",
    type: "String",
    value: "v",
    targetKeyId: "k",
    role: "arn:aws:iam::123456789012:role/r",
    roleArn: "arn:aws:iam::123456789012:role/r",
    definition: "{}",
    destination: "extended_s3",
    attributes: [],
    vpcConfig: { subnetIds: [] },
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
  };
  return { ...given, ...more } as never;
}

describe("arnOf", () => {
  for (const [title, resourceClass, expected] of FORMS) {
    const name = title === "Alias" ? "alias/n" : "n";
    const create = () => arnOf(new (resourceClass as ResourceClass)("r", argumentsFor(name)));

    it(`knows the ARN of ${title} at first preview, in every partition`, async () => {
      for (const partition of PARTITIONS) {
        const run = await runWithMocks(create, { preview: true, partition });
        expect(await valueOf(run.value)).to.equal(`arn:${partition}:${expected}`);
      }
    });
  }

  it("uses the region of the resource, not of the provider", async () => {
    const run = await runWithMocks(() => arnOf(new aws.sqs.Queue("q", { name: "q", region: "us-west-2" })), {
      preview: true,
    });
    expect(await valueOf(run.value)).to.equal(`arn:aws:sqs:us-west-2:${ACCOUNT}:q`);
  });

  it("keeps the path of a parameter and of a role", async () => {
    const run = await runWithMocks(
      () => [
        arnOf(new aws.ssm.Parameter("p", { name: "/my-app/db", type: "String", region: REGION })),
        arnOf(new aws.iam.Role("r", { name: "r", path: "/apps/", assumeRolePolicy: "{}" })),
      ],
      { preview: true },
    );
    expect(await Promise.all(run.value.map(valueOf))).to.deep.equal([
      `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/my-app/db`,
      `arn:aws:iam::${ACCOUNT}:role/apps/r`,
    ]);
  });

  it("is the resource's own ARN during an update", async () => {
    const run = await runWithMocks(() => {
      const bucket = new aws.s3.Bucket("photos");
      return [arnOf(bucket), bucket.arn];
    });
    const [predicted, real] = await Promise.all(run.value.map(valueOf));
    expect(predicted).to.equal(real);
  });

  it("keeps the dependency on the resource", async () => {
    const run = await runWithMocks(
      () => {
        const bucket = new aws.s3.Bucket("photos");
        return { bucket, arn: arnOf(bucket) };
      },
      { preview: true },
    );
    const { bucket, arn } = run.value;
    const resources = await (arn as unknown as { allResources(): Promise<Set<pulumi.Resource>> }).allResources();
    expect([...resources]).to.include(bucket);
  });

  it("refuses a resource whose ARN has a part that AWS chooses", async () => {
    const message = await refusalOf(() => arnOf(new aws.secretsmanager.Secret("s") as unknown as ArnResource));
    expect(message).to.contain("`aws:secretsmanager/secret:Secret`").and.to.contain("use its `arn`");
    const component = await refusalOf(() => arnOf(new InstanceRole("r") as unknown as ArnResource));
    expect(component)
      .to.contain("got a resource of type `ec2-identity:index:InstanceRole`")
      .and.to.contain("known at first preview");
    for (const [given, got] of [
      [{ foo: 1 }, '`{"foo":1}`'],
      [undefined, "nothing"],
      ["photos", "`photos`"],
    ] as const) {
      expect(await refusalOf(() => arnOf(given as unknown as ArnResource))).to.equal(
        `arnOf: got ${got}, expected a resource of @pulumi/aws`,
      );
    }
  });
});
