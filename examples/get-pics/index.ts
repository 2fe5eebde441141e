import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, Instance, InstanceProfile, InstanceRole, PassRoleGuard } from "pulumi-ec2-identity";

const photos = new aws.s3.Bucket("photos");

const role = new InstanceRole("Get-pics", {
  description: "Reads the objects of the bucket photos",
  statements: [
    { sid: "ListPhotos", actions: ["s3:ListBucket"], resources: [arnOf(photos)] },
    { sid: "ReadPhotos", actions: ["s3:GetObject"], resources: [pulumi.interpolate`${arnOf(photos)}/*`] },
  ],
});

const profile = new InstanceProfile("Get-pics", { role });

const instance = new Instance("pics", { profile, instanceType: "t3.micro" });

new PassRoleGuard("launch-get-pics", {
  user: new aws.iam.User("developer"),
  roles: [role],
  launch: { profiles: [profile] },
  allowGain: [
    { role, reason: "the instances show the photos; developers start them and need not read them elsewhere" },
  ],
});

export const roleArn = role.arn;
export const instanceId = instance.id;
