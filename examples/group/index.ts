import * as aws from "@pulumi/aws";
import { AutoScalingGroup, grants, InstanceRole, LaunchTemplate } from "pulumi-ec2-identity";

const assets = new aws.s3.Bucket("assets");
const vpc = aws.ec2.getVpcOutput({ default: true });
const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });

const role = new InstanceRole("web", {
  statements: [...grants.s3.read(assets), ...grants.ssm.sessionManager()],
});

const template = new LaunchTemplate("web", {
  role,
  instanceType: "t3.micro",
  userData: "#!/bin/sh\ndnf install -y nginx\nsystemctl enable --now nginx\n",
  tags: { service: "web" },
});

// A new version of the template reaches the instances by an instance refresh, and only through this program.
const group = new AutoScalingGroup("web", {
  launchTemplate: template,
  minSize: 2,
  maxSize: 4,
  subnetIds: subnets.ids,
  mixedInstances: { instanceTypes: ["t3.micro", "t3a.micro"], onDemandBaseCapacity: 2 },
  instanceRefresh: { minHealthyPercentage: 50, instanceWarmup: 60 },
  tags: { service: "web" },
});

export const groupName = group.name;
export const templateVersion = template.version;
