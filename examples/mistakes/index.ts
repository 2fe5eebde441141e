import * as aws from "@pulumi/aws";

// Anybody may assume this role.
const role = new aws.iam.Role("app", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }],
  },
});

// Everything on everything, spread over two statements.
new aws.iam.RolePolicy("app-admin", {
  role: role.name,
  policy: {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Iam", Effect: "Allow", Action: "iam:*", Resource: "*" },
      { Sid: "Rest", Effect: "Allow", NotAction: "iam:*", Resource: "*" },
    ],
  },
});

// The console's over-broad example: any role may be passed to any service.
new aws.iam.UserPolicy("launch", {
  user: new aws.iam.User("developer").name,
  policy: {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Launch", Effect: "Allow", Action: ["iam:PassRole", "iam:ListInstanceProfiles", "ec2:*"], Resource: "*" },
    ],
  },
});

const profile = new aws.iam.InstanceProfile("app", { role: role.name });

// IMDSv1 answers on both.
new aws.ec2.Instance("app", {
  ami: "ami-0abcdef1234567890",
  instanceType: "t3.micro",
  iamInstanceProfile: profile.name,
  metadataOptions: { httpEndpoint: "enabled", httpTokens: "optional" },
});

new aws.ec2.LaunchTemplate("app", {
  imageId: "ami-0abcdef1234567890",
  instanceType: "t3.micro",
  iamInstanceProfile: { name: profile.name },
});
