import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  AutoScalingGroup,
  grants,
  InstanceProfile,
  InstanceRole,
  LaunchTemplate,
  PassRoleGuard,
} from "pulumi-ec2-identity";

const assets = new aws.s3.Bucket("assets");
const vpc = aws.ec2.getVpcOutput({ default: true });
const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });

const role = new InstanceRole("web", { statements: grants.s3.read(assets) });
const profile = new InstanceProfile("web", { role });
const launchTemplate = new LaunchTemplate("web", { profile, instanceType: "t3.micro" });
const group = new AutoScalingGroup("web", { launchTemplate, minSize: 1, maxSize: 2, subnetIds: subnets.ids });

// GitHub's identity provider, made once in the account.
const { accountId } = aws.getCallerIdentityOutput({});
const { partition } = aws.getPartitionOutput({});
const github = pulumi.interpolate`arn:${partition}:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`;

const deployer = new aws.iam.Role("deployer", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: github },
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": "repo:acme/web:ref:refs/heads/main",
          },
        },
      },
    ],
  },
});

// It may set the group to another version of the template, and refresh it; and, as AWS tries the launch as the deployer,
// launch from this template directly, from no other and from none. It writes no versions: whoever writes them while a group
// follows `$Latest` gives instances any role.
new PassRoleGuard("deploy-web", {
  role: deployer,
  roles: [role],
  launch: { profiles: [profile], templates: [launchTemplate], images: { owners: ["amazon"] } },
  groups: { names: [group], instanceRefresh: true },
  allowGain: [{ role, reason: "the instances serve the assets; the deployer logs in to none" }],
});

export const deployerArn = deployer.arn;
