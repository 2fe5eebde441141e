import * as aws from "@pulumi/aws";
import { grants, Instance, InstanceProfile, InstanceRole, InstanceRoleGrant } from "pulumi-ec2-identity";

const role = new InstanceRole("worker", { statements: grants.cloudwatch.putMetrics("Workers") });
const profile = new InstanceProfile("worker", { role });

const workers = ["one", "two", "three"].map(
  (name) => new Instance(name, { profile, instanceType: "t3.small", tags: { worker: name } }),
);

// Who owns the queue gives access to it. It reaches the running instances within seconds: a role's permissions are read
// at each request, and no instance changes.
const jobs = new aws.sqs.Queue("jobs");
new InstanceRoleGrant("jobs", { role, statements: grants.sqs.consume(jobs) });

export const instanceIds = workers.map(({ id }) => id);
