import { join } from "node:path";
import { Instance, InstanceProfile, InstanceRole, rightSizedPolicies } from "pulumi-ec2-identity";

// right-size.json was written by `ec2-identity right-size`: docs/guides/right-sizing.md goes through the loop.
const role = new InstanceRole("app", {
  name: "app",
  ...rightSizedPolicies(join(__dirname, "right-size.json")),
});

const profile = new InstanceProfile("app", { role });

export const instanceId = new Instance("app", { profile, instanceType: "t3.micro" }).id;
export const roleArn = role.arn;
