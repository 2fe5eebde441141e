import { expect } from "chai";

import { clientSettings } from "../../../aws/connection";
import { SETTING_READERS } from "../../../components/association/provider-connection-plan";

/** Reads a setting from the text that the aws provider holds. */
function read(setting: string, text: string): unknown {
  return SETTING_READERS[setting]?.read(text);
}

describe("the connection of an association", () => {
  it("reads the nested settings of the aws provider, which are JSON text", () => {
    const roles = [{ roleArn: "arn:aws:iam::123456789012:role/deploy", duration: "1h30m", externalId: "x" }];
    expect(read("assumeRoles", JSON.stringify(roles))).to.deep.equal([
      { roleArn: "arn:aws:iam::123456789012:role/deploy", durationSeconds: 5400, externalId: "x" },
    ]);
    expect(read("endpoints", '[{"ec2":"http://a"},{"iam":"http://b"}]')).to.deep.equal({
      ec2: "http://a",
      iam: "http://b",
    });
    expect([read("maxAttempts", "25"), read("maxAttempts", "0"), read("useFipsEndpoint", "true")]).to.deep.equal([
      25,
      1,
      true,
    ]);
  });

  it("makes the settings of a client for one service", () => {
    const connection = {
      region: "eu-central-1",
      profile: "deploy",
      accessKeyId: "a",
      secretAccessKey: "b",
      sessionToken: "c",
      endpoints: { ec2: "http://ec2" },
      maxAttempts: 7,
    };
    expect(clientSettings(connection, "ec2")).to.deep.equal({
      region: "eu-central-1",
      profile: "deploy",
      endpoint: "http://ec2",
      maxAttempts: 7,
      credentials: { accessKeyId: "a", secretAccessKey: "b", sessionToken: "c" },
    });
    expect(clientSettings({ accessKeyId: "a" }, "iam")).to.deep.equal({});
  });
});
