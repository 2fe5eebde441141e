import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const ROLE = "arn:aws:iam::111122223333:role/app";

/** One event as CloudTrail delivers it, as far as right-sizing reads it. */
function event(
  minute: number,
  role: string,
  eventSource: string,
  eventName: string,
  readOnly: boolean,
  requestParameters: object,
): object {
  const isData = eventSource === "s3.amazonaws.com";
  return {
    eventVersion: "1.10",
    userIdentity: {
      type: "AssumedRole",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: `AROA${role.toUpperCase()}EXAMPLE`,
          arn: ROLE.replace(/app$/, role),
          userName: role,
        },
        ec2RoleDelivery: "2.0",
      },
    },
    eventTime: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString().replace(".000Z", "Z"),
    eventSource,
    eventName,
    awsRegion: "eu-central-1",
    requestParameters,
    eventID: `00000000-0000-4000-8000-${String(minute).padStart(12, "0")}`,
    readOnly,
    eventType: "AwsApiCall",
    recipientAccountId: "111122223333",
    eventCategory: isData ? "Data" : "Management",
  };
}

/** Writes the logs of a day into a folder: what `app` does, and what others do in the same account. */
export function generateLogs(folder: string): void {
  const path = join(folder, "AWSLogs", "111122223333", "CloudTrail", "eu-central-1", "2026", "01", "01");
  mkdirSync(path, { recursive: true });
  const object = (key: string) => ({ bucketName: "amzn-s3-demo-bucket", key });
  const records = [
    ...Array.from({ length: 24 }, (_, hour) =>
      event(hour * 60, "app", "s3.amazonaws.com", "GetObject", true, object(`in/${hour}.csv`)),
    ),
    event(1, "app", "s3.amazonaws.com", "PutObject", false, object("out/report.csv")),
    event(2, "app", "ec2.amazonaws.com", "DescribeInstances", true, {}),
    event(3, "cleaner", "s3.amazonaws.com", "DeleteObject", false, object("in/0.csv")),
    event(4, "cleaner", "ec2.amazonaws.com", "StopInstances", false, {
      instancesSet: { items: [{ instanceId: "i-0a" }] },
    }),
  ];
  writeFileSync(join(path, "log.json.gz"), gzipSync(JSON.stringify({ Records: records })));
}

if (require.main === module) generateLogs(process.argv[2] ?? "logs");
