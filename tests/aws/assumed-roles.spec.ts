import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { AwsCallError } from "../../aws/aws-call-error";
import { clientSettings } from "../../aws/connection";
import { explainError } from "../../aws/error-meaning";
import { instanceProfileCalls } from "../../aws/instance-profile-calls";
import { given } from "../../components/given";
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

  it("assume the role of a web identity first, with the token of the file as it is then", async () => {
    const folder = mkdtempSync(join(tmpdir(), "token-"));
    const tokenFile = join(folder, "token");
    writeFileSync(tokenFile, "first\n");
    standIn.proxy.forget();
    const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    const { region, endpoints, maxAttempts } = standIn.connection;
    const calls = await instanceProfileCalls({
      ...given({ region, endpoints, maxAttempts }),
      webIdentity: { roleArn: roleArn("ci"), tokenFile },
      assumeRoles: [{ roleArn: roleArn("deploy") }],
    });
    writeFileSync(tokenFile, "second\n");
    expect(await calls.getInstanceProfile("none")).to.equal(undefined);
    calls.close();
    rmSync(folder, { recursive: true });
    expect(standIn.proxy.calls.map((call) => [call.get("Action"), call.get("RoleArn")])).to.deep.equal([
      ["AssumeRoleWithWebIdentity", roleArn("ci")],
      ["AssumeRole", roleArn("deploy")],
      ["GetInstanceProfile", null],
    ]);
    expect(standIn.proxy.calls[0]?.get("WebIdentityToken")).to.equal("second");
  });

  it("name the file of the connection that cannot be read", async () => {
    const unread = await instanceProfileCalls({ ...standIn.connection, caBundle: "/none.pem" }).catch(
      (error: unknown) => error,
    );
    expect(unread).to.be.instanceOf(AwsCallError).and.to.include({ code: "ENOENT" });
    expect(explainError(unread as AwsCallError, "program")).to.contain(
      "reading the file of `caBundle` failed with ENOENT",
    );
  });

  it("trust the authorities of NODE_EXTRA_CA_CERTS beside those of the connection's file", () => {
    const folder = mkdtempSync(join(tmpdir(), "authorities-"));
    const file = (name: string) => {
      const path = join(folder, name);
      writeFileSync(path, name);
      return path;
    };
    const before = process.env["NODE_EXTRA_CA_CERTS"];
    process.env["NODE_EXTRA_CA_CERTS"] = file("extra.pem");
    try {
      const { requestHandler } = clientSettings({ caBundle: file("own.pem") }, "ec2");
      expect(requestHandler?.httpsAgent.ca.slice(-2)).to.deep.equal(["extra.pem", "own.pem"]);
      expect(requestHandler?.httpsAgent.ca.length).to.be.greaterThan(50);
    } finally {
      if (before === undefined) delete process.env["NODE_EXTRA_CA_CERTS"];
      else process.env["NODE_EXTRA_CA_CERTS"] = before;
      rmSync(folder, { recursive: true });
    }
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
