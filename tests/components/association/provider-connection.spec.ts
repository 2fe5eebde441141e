import { expect } from "chai";

import { clientSettings } from "../../../aws/connection";
import { refusalOfSettings, SETTING_READERS } from "../../../components/association/provider-connection-plan";

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

  it("reads a role that is assumed with a token, in the text or in a file", () => {
    const roleArn = "arn:aws:iam::123456789012:role/deploy";
    const given = { roleArn, duration: "15m", sessionName: "ci", policyArns: ["arn:aws:iam::aws:policy/A"] };
    const common = { roleArn, durationSeconds: 900, sessionName: "ci", policyArns: ["arn:aws:iam::aws:policy/A"] };
    expect(read("webIdentity", JSON.stringify({ ...given, webIdentityTokenFile: "/token" }))).to.deep.equal({
      ...common,
      tokenFile: "/token",
    });
    expect(read("webIdentity", JSON.stringify({ ...given, webIdentityToken: "abc" }))).to.deep.equal({
      ...common,
      token: "abc",
    });
    expect(read("caBundle", "/ca.pem")).to.equal("/ca.pem");
  });

  for (const [setting, value, instead] of [
    ["httpProxy", "http://proxy", "without a proxy"],
    ["httpsProxy", "http://proxy", "without a proxy"],
    ["insecure", "true", "`connection.caBundle`"],
    ["sharedConfigFiles", '["/a"]', "AWS_CONFIG_FILE"],
    ["sharedCredentialsFiles", '["/a"]', "AWS_SHARED_CREDENTIALS_FILE"],
    ["ec2MetadataServiceEndpoint", "http://a", "AWS_EC2_METADATA_SERVICE_ENDPOINT"],
    ["ec2MetadataServiceEndpointMode", "IPv6", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"],
  ] as const) {
    it(`refuses \`${setting}\`, and says what to do instead`, () => {
      expect(refusalOfSettings({ [setting]: value }))
        .to.contain(`the setting \`${setting}\``)
        .and.contain(instead);
      expect(refusalOfSettings({ [setting]: value })).to.contain("give `connection`");
    });
  }

  it("refuses no setting that says as much as nothing", () => {
    expect(refusalOfSettings({})).to.equal(undefined);
    expect(refusalOfSettings({ insecure: "false", sharedConfigFiles: "[]", httpProxy: "" })).to.equal(undefined);
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
    expect(clientSettings({ region: "", profile: "" }, "iam")).to.deep.equal({});
  });
});
