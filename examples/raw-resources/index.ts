import * as aws from "@pulumi/aws";

const ACCOUNT = aws.getCallerIdentityOutput().accountId;

const role = new aws.iam.Role("reader", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  },
});

const readPhotos: aws.iam.PolicyDocument = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "List", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::example-photos" },
    { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::example-photos/*" },
  ],
};

new aws.iam.RolePolicy("read-photos", { role: role.name, policy: readPhotos });

const profile = new aws.iam.InstanceProfile("reader", { role: role.name });

// Whoever passes the role may read the photos anyway: passing it gives the developer nothing.
const developer = new aws.iam.User("developer");
new aws.iam.UserPolicy("developer-reads-photos", { user: developer.name, policy: readPhotos });
new aws.iam.UserPolicy("pass-reader", {
  user: developer.name,
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
