import { expect } from "chai";

import { AwsCallError } from "../../aws/aws-call-error";
import { instanceProfileCalls } from "../../aws/instance-profile-calls";
import { recordedStandIn } from "../support/recorded-stand-in";

describe("calls as an assumed role", function () {
  this.timeout(120_000);
  const standIn = recordedStandIn();

  it("assume each role with the credentials of the one before, once", async () => {
    const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    const calls = await instanceProfileCalls({
      ...standIn.connection,
      assumeRoles: [
        { roleArn: role("first"), externalId: "x", durationSeconds: 900 },
        { roleArn: role("second"), sessionName: "mine" },
      ],
    });
    expect(await calls.getInstanceProfile("none")).to.equal(undefined);
    expect(await calls.getInstanceProfile("none")).to.equal(undefined);
    calls.close();
    const made = standIn.proxy.calls.map((call) => [
      call.get("Action"),
      call.get("RoleArn"),
      call.get("RoleSessionName"),
    ]);
    expect(made).to.deep.equal([
      ["AssumeRole", role("first"), "pulumi-ec2-identity"],
      ["AssumeRole", role("second"), "mine"],
      ["GetInstanceProfile", null, null],
      ["GetInstanceProfile", null, null],
    ]);
    expect([standIn.proxy.calls[0]?.get("ExternalId"), standIn.proxy.calls[0]?.get("DurationSeconds")]).to.deep.equal([
      "x",
      "900",
    ]);
  });

  it("say that it was the role that could not be assumed", async () => {
    const roleArn = "arn:aws:iam::123456789012:role/first";
    const calls = await instanceProfileCalls({ ...standIn.connection, assumeRoles: [{ roleArn }] });
    standIn.proxy.refuses = (call) => call.get("Action") === "AssumeRole";
    const denied = await calls.describeInstance("i-0123456789abcdef0").catch((error: unknown) => error);
    standIn.proxy.refuses = () => false;
    calls.close();
    expect(denied).to.be.instanceOf(AwsCallError).and.to.include({ action: "sts:AssumeRole" });
  });

  it("fail with AWS's code, or that of the network", async () => {
    const calls = await instanceProfileCalls(standIn.connection);
    standIn.proxy.refuses = () => true;
    const denied = await calls.describeInstance("i-0123456789abcdef0").catch((error: unknown) => error);
    expect(denied).to.be.instanceOf(AwsCallError).and.to.include({
      action: "ec2:DescribeInstances",
      code: "UnauthorizedOperation",
    });
    standIn.proxy.refuses = () => false;
    calls.close();
    const nowhere = await instanceProfileCalls({ ...standIn.connection, endpoints: { ec2: "http://127.0.0.1:9" } });
    const refused = await nowhere.describeInstance("i-0123456789abcdef0").catch((error: unknown) => error);
    expect(refused).to.include({ code: "ECONNREFUSED" });
    nowhere.close();
  });
});
