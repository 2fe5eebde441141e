import * as aws from "@pulumi/aws";
import { InstanceProfile, InstanceRole, PassRoleGuard } from "pulumi-ec2-identity";

const alice = new aws.iam.User("alice");
const storage = new aws.iam.UserPolicy("alice-storage", {
  user: alice.name,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
  }),
});

// The mistake: whoever reaches an instance with this role is an administrator.
const role = new InstanceRole("batch", {
  statements: [
    { sid: "Identities", actions: ["iam:*"], resources: ["*"] },
    { sid: "Tables", actions: ["dynamodb:*"], resources: ["*"] },
  ],
  allowBroadAccess: { reason: "the nightly batch manages accounts" },
});

new PassRoleGuard("alice-launches", {
  user: alice,
  roles: [role],
  launch: { profiles: [new InstanceProfile("batch", { role })] },
  passer: { documents: { storage } },
});
