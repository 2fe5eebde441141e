import { gzipSync } from "node:zlib";

/** A log of events made from permissions, of which the truth is known. */
export interface GeneratedCall {
  readonly eventSource: string;
  readonly eventName: string;
  readonly readOnly: boolean;
  readonly category: "Management" | "Data";
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  /** The permissions that AWS asks for. */
  readonly permissions: readonly string[];
}

export interface EventOptions {
  readonly role?: string;
  readonly uniqueId?: string;
  readonly eventId?: string;
  readonly errorCode?: string;
  readonly invokedBy?: string;
  readonly account?: string;
  /** Seconds after the beginning of 2026. */
  readonly second?: number;
}

export const ACCOUNT = "111122223333";

/** An event of a session of a role, as CloudTrail writes it. */
export function eventOf(call: Omit<GeneratedCall, "permissions">, options: EventOptions = {}): object {
  const { role = "app", uniqueId = "AROAAPPEXAMPLE", account = ACCOUNT, second = 0 } = options;
  const eventTime = new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString().replace(".000Z", "Z");
  return {
    eventVersion: "1.10",
    userIdentity: {
      type: "AssumedRole",
      principalId: `${uniqueId}:i-0abc`,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/i-0abc`,
      accountId: account,
      ...(options.invokedBy === undefined ? {} : { invokedBy: options.invokedBy }),
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: uniqueId,
          arn: `arn:aws:iam::${account}:role/${role}`,
          accountId: account,
          userName: role,
        },
        ec2RoleDelivery: "2.0",
      },
    },
    eventTime,
    eventSource: call.eventSource,
    eventName: call.eventName,
    awsRegion: "eu-west-1",
    sourceIPAddress: "10.0.0.7",
    ...(options.errorCode === undefined ? {} : { errorCode: options.errorCode }),
    requestParameters: call.requestParameters,
    responseElements: null,
    eventID: options.eventId ?? `event-${role}-${second}`,
    readOnly: call.readOnly,
    eventType: "AwsApiCall",
    managementEvent: call.category === "Management",
    recipientAccountId: account,
    eventCategory: call.category,
  };
}

/** A file as CloudTrail delivers it. */
export function trailFile(events: readonly object[]): Buffer {
  return gzipSync(JSON.stringify({ Records: events }));
}

const s3 = (eventName: string, readOnly: boolean, bucket: string, key: string, action: string): GeneratedCall => ({
  eventSource: "s3.amazonaws.com",
  eventName,
  readOnly,
  category: "Data",
  requestParameters: { bucketName: bucket, key },
  permissions: [`${action} arn:aws:s3:::${bucket}/${key}`],
});

/** Calls made from permissions: the reverse of the table, for a few services. */
export const CALLS = {
  getObject: (bucket: string, key: string) => s3("GetObject", true, bucket, key, "s3:GetObject"),
  headObject: (bucket: string, key: string) => s3("HeadObject", true, bucket, key, "s3:GetObject"),
  putObject: (bucket: string, key: string) => s3("PutObject", false, bucket, key, "s3:PutObject"),
  sendMessage: (queue: string): GeneratedCall => ({
    eventSource: "sqs.amazonaws.com",
    eventName: "SendMessage",
    readOnly: false,
    category: "Data",
    requestParameters: { queueUrl: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/${queue}` },
    permissions: [`sqs:SendMessage arn:aws:sqs:eu-west-1:${ACCOUNT}:${queue}`],
  }),
  describeInstances: (): GeneratedCall => ({
    eventSource: "ec2.amazonaws.com",
    eventName: "DescribeInstances",
    readOnly: true,
    category: "Management",
    requestParameters: {},
    permissions: ["ec2:DescribeInstances *"],
  }),
  stopInstances: (instance: string): GeneratedCall => ({
    eventSource: "ec2.amazonaws.com",
    eventName: "StopInstances",
    readOnly: false,
    category: "Management",
    requestParameters: { instancesSet: { items: [{ instanceId: instance }] } },
    permissions: [`ec2:StopInstances arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/${instance}`],
  }),
  getTable: (name: string): GeneratedCall => ({
    eventSource: "dynamodb.amazonaws.com",
    eventName: "GetItem",
    readOnly: true,
    category: "Data",
    requestParameters: { tableName: name },
    permissions: [`dynamodb:GetItem arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/${name}`],
  }),
};
