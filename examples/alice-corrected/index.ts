import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, grants, InstanceProfile, InstanceRole, PassRoleGuard } from "pulumi-ec2-identity";

const results = new aws.s3.Bucket("results");
const orders = new aws.dynamodb.Table("orders", {
  attributes: [{ name: "id", type: "S" }],
  hashKey: "id",
  billingMode: "PAY_PER_REQUEST",
});

const alice = new aws.iam.User("alice");
const work = new aws.iam.UserPolicy("alice-work", {
  user: alice.name,
  policy: pulumi.all([arnOf(results), arnOf(orders)]).apply(([bucket, table]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:*", Resource: [bucket, `${bucket}/*`] },
        { Effect: "Allow", Action: "dynamodb:*", Resource: [table, `${table}/index/*`] },
      ],
    }),
  ),
});

const role = new InstanceRole("batch", {
  statements: [...grants.s3.write(results), ...grants.dynamodb.read(orders)],
});

new PassRoleGuard("alice-launches", {
  user: alice,
  roles: [role],
  launch: { profiles: [new InstanceProfile("batch", { role })] },
  passer: { documents: { work } },
});
