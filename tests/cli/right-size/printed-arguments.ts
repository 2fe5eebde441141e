import type { InstanceRoleArgs } from "../../../components";

export const INLINE: InstanceRoleArgs = {
  statements: [
    {
      sid: "S3Read",
      actions: ["s3:GetObject"],
      resources: ["arn:aws:s3:::media/a", "arn:aws:s3:::media/${*}"],
      conditions: {
        Bool: {
          "aws:SecureTransport": "true",
        },
      },
    },
    {
      effect: "Deny",
      actions: ["s3:*"],
      resources: ["*"],
      conditions: {
        NumericLessThan: {
          "s3:TlsVersion": "1.2",
        },
      },
    },
  ],
};

export const ELSEWHERE: InstanceRoleArgs = {
  inlinePolicies: {
    "right-sized": {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "S3Read",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: ["arn:aws:s3:::media/a", "arn:aws:s3:::media/${*}"],
          Condition: {
            Bool: {
              "aws:SecureTransport": "true",
            },
          },
        },
        {
          Effect: "Allow",
          Action: "sqs:SendMessage",
          NotResource: "arn:aws:sqs:*:*:secret",
        },
      ],
    },
  },
};

export const MANAGED: InstanceRoleArgs = {
  customerManagedPolicies: {
    "right-sized-1": [
      {
        sid: "S3Read",
        actions: ["s3:GetObject"],
        resources: ["arn:aws:s3:::media/a", "arn:aws:s3:::media/${*}"],
        conditions: {
          Bool: {
            "aws:SecureTransport": "true",
          },
        },
      },
    ],
    "right-sized-2": {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sqs:SendMessage",
          NotResource: "arn:aws:sqs:*:*:secret",
        },
      ],
    },
  },
};
