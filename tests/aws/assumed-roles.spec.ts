import { expect } from "chai";

import { AwsCallError } from "../../aws/aws-call-error";
import { instanceProfileCalls } from "../../aws/instance-profile-calls";
import { startAwsStandIn, type AwsStandIn } from "../support/aws-stand-in";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy";

describe("calls as an assumed role", function () {
  this.timeout(10 * 60 * 1000);
  let aws: AwsStandIn;
  let proxy: RecordingProxy;

  before(async () => {
    aws = await startAwsStandIn();
    proxy = await startRecordingProxy(aws.endpoint);
  });
  after(async () => {
    await proxy.close();
    await aws.stop();
  });

  const connection = () => {
    const endpoints = { ec2: proxy.endpoint, iam: proxy.endpoint, sts: proxy.endpoint };
    return { region: "eu-central-1", accessKeyId: "offline", secretAccessKey: "offline", endpoints, maxAttempts: 1 };
  };

  it("assume each role with the credentials of the one before, once", async () => {
    const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    const calls = await instanceProfileCalls({
      ...connection(),
      assumeRoles: [
        { roleArn: role("first"), externalId: "x", durationSeconds: 900 },
        { roleArn: role("second"), sessionName: "mine" },
      ],
    });
    expect(await calls.getInstanceProfile("none")).to.equal(undefined);
    expect(await calls.getInstanceProfile("none")).to.equal(undefined);
    calls.close();
    const made = proxy.calls.map((call) => [call.get("Action"), call.get("RoleArn"), call.get("RoleSessionName")]);
    expect(made).to.deep.equal([
      ["AssumeRole", role("first"), "pulumi-ec2-identity"],
      ["AssumeRole", role("second"), "mine"],
      ["GetInstanceProfile", null, null],
      ["GetInstanceProfile", null, null],
    ]);
    expect([proxy.calls[0]?.get("ExternalId"), proxy.calls[0]?.get("DurationSeconds")]).to.deep.equal(["x", "900"]);
  });

  it("say that it was the role that could not be assumed", async () => {
    const roleArn = "arn:aws:iam::123456789012:role/first";
    const calls = await instanceProfileCalls({ ...connection(), assumeRoles: [{ roleArn }] });
    proxy.refuses = (call) => call.get("Action") === "AssumeRole";
    const denied = await calls.describeInstance("i-0123456789abcdef0").catch((error: unknown) => error);
    proxy.refuses = () => false;
    calls.close();
    expect(denied).to.be.instanceOf(AwsCallError).and.to.include({ action: "sts:AssumeRole" });
  });

  it("fail with AWS's code, or that of the network", async () => {
    const calls = await instanceProfileCalls(connection());
    proxy.refuses = () => true;
    const denied = await calls.describeInstance("i-0123456789abcdef0").catch((error: unknown) => error);
    expect(denied).to.be.instanceOf(AwsCallError).and.to.include({
      action: "ec2:DescribeInstances",
      code: "UnauthorizedOperation",
    });
    proxy.refuses = () => false;
    calls.close();
    const nowhere = await instanceProfileCalls({ ...connection(), endpoints: { ec2: "http://127.0.0.1:9" } });
    const refused = await nowhere.describeInstance("i-0123456789abcdef0").catch((error: unknown) => error);
    expect(refused).to.include({ code: "ECONNREFUSED" });
    nowhere.close();
  });
});
