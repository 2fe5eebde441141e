import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/* Raw resources, as a program without the components writes them: what the offline provider must create. */
const action = new pulumi.Config().get("action") ?? "s3:GetObject";

const photos = new aws.s3.Bucket("Photos", { tags: { stage: "dev" } });

const reader = new aws.iam.Role("reader", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
  tags: { stage: "dev" },
});

const policy = new aws.iam.Policy("read-photos", {
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: pulumi.interpolate`${photos.arn}/*` }],
  },
});

new aws.iam.RolePolicyAttachment("reader", { role: reader, policyArn: policy.arn });

const profile = new aws.iam.InstanceProfile("reader", { role: reader.name });

const image = aws.ec2.getAmiOutput({
  owners: ["amazon"],
  mostRecent: true,
  filters: [{ name: "name", values: ["al2023-ami-2023.*-x86_64"] }],
});

const web = new aws.ec2.Instance("web", {
  ami: image.id,
  instanceType: "t3.micro",
  iamInstanceProfile: profile.name,
  metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
  rootBlockDevice: { encrypted: true },
  tags: { Name: "web" },
});

const secret = new aws.ec2.LaunchTemplate("web", {
  imageId: image.id,
  metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
  userData: pulumi.secret(Buffer.from("#!/bin/sh").toString("base64")),
});

export const account = aws.getCallerIdentityOutput().accountId;
export const bucketName = photos.bucket;
export const roleName = reader.name;
export const instanceId = web.id;
export const userData = secret.userData;
