import type { AwsConnection } from "../../aws/connection";
import { startAwsStandIn, type AwsStandIn } from "./aws-stand-in";
import { startRecordingProxy, type RecordingProxy } from "./recording-proxy";

/** AWS's stand-in behind a proxy that remembers the calls of those who use `connection`. */
export interface RecordedStandIn {
  /** For what a test sets up itself: its calls are not remembered. */
  readonly aws: AwsStandIn;
  readonly proxy: RecordingProxy;
  readonly connection: AwsConnection;
}

/** Starts both before the tests of the describe block that it is called in, and stops them after; the members are there then. */
export function recordedStandIn(): RecordedStandIn {
  let aws: AwsStandIn | undefined;
  let proxy: RecordingProxy | undefined;
  before(async function () {
    this.timeout(10 * 60 * 1000);
    aws = await startAwsStandIn();
    proxy = await startRecordingProxy(aws.endpoint);
  });
  after(async () => {
    await proxy?.close();
    await aws?.stop();
  });
  return {
    get aws() {
      return started(aws);
    },
    get proxy() {
      return started(proxy);
    },
    get connection() {
      const { endpoint } = started(proxy);
      const endpoints = { ec2: endpoint, iam: endpoint, sts: endpoint };
      return { region: "eu-central-1", accessKeyId: "offline", secretAccessKey: "offline", endpoints, maxAttempts: 1 };
    },
  };
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the stand-in is used before it is started");
  return value;
}
