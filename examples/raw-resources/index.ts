import * as aws from "@pulumi/aws";

const ACCOUNT = aws.getCallerIdentityOutput().accountId;

const role = new aws.iam.Role("reader", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  },
});

new aws.iam.RolePolicy("read-photos", {
  role: role.name,
  policy: {
    Version: "2012-10-17",
    Statement: [
      { Sid: "List", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::example-photos" },
      { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::example-photos/*" },
    ],
  },
});

const profile = new aws.iam.InstanceProfile("reader", { role: role.name });

new aws.iam.UserPolicy("pass-reader", {
  user: new aws.iam.User("developer").name,
  policy: ACCOUNT.apply((account) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "PassReader",
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: `arn:aws:iam::${account}:role/reader-*`,
          Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
        },
      ],
    }),
  ),
});

const metadataOptions = { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 };

new aws.ec2.Instance("reader", {
  ami: "ami-0abcdef1234567890",
  instanceType: "t3.micro",
  iamInstanceProfile: profile.name,
  metadataOptions,
  rootBlockDevice: { encrypted: true },
});

new aws.ec2.LaunchTemplate("reader", {
  imageId: "ami-0abcdef1234567890",
  instanceType: "t3.micro",
  iamInstanceProfile: { name: profile.name },
  metadataOptions,
});
