import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { InstanceProfile, InstanceProfileAssociation } from "../../components";
import { connectionOf } from "../../components/association/connection-arguments";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../support/pulumi-mocks";

const ASSOCIATION = "pulumi-nodejs:dynamic/ec2-identity:InstanceProfileAssociation";
const RECORD = "pulumi-nodejs:dynamic/ec2-identity:FormerInstanceProfile";
const ID = "i-0123456789abcdef0";

/** What the program declares to the two resources of the association `web`, without the provider's code. */
async function declared(program: () => unknown): Promise<readonly [Record<string, unknown>, Record<string, unknown>]> {
  const run = await runWithMocks(program);
  const [association, record] = [ASSOCIATION, RECORD].map((type) => {
    const { __provider: code, ...inputs } = run.ofType(type)["web"] ?? {};
    expect(code).to.be.a("string");
    return inputs;
  });
  return [association ?? {}, record ?? {}];
}

describe("InstanceProfileAssociation", () => {
  it("declares the record of the former profile and the association, with safe defaults", async () => {
    const [association, record] = await declared(
      () =>
        new InstanceProfileAssociation("web", { instance: ID, profile: "web", connection: { region: "eu-west-1" } }),
    );
    const common = { instanceId: ID, instanceMayBeNew: false, connection: { region: "eu-west-1" } };
    expect(record).to.deep.equal(common);
    expect(association).to.deep.include({
      ...common,
      profile: "web",
      profileMayBeNew: false,
      adopt: false,
      replaceExisting: false,
      onDelete: "restore",
    });
  });

  it("takes components and resources, which may have been made a moment ago", async () => {
    const [association] = await declared(
      () =>
        new InstanceProfileAssociation("web", {
          instance: pulumi.output(ID),
          profile: new InstanceProfile("pics", { role: "r", name: "pics" }),
        }),
    );
    expect(association).to.include({ profile: "pics", profileMayBeNew: true, instanceMayBeNew: false });
    const [byArn] = await declared(
      () =>
        new InstanceProfileAssociation("web", {
          instance: ID,
          profile: new aws.iam.InstanceProfile("pics", { name: "pics", role: "r" }).arn,
        }),
    );
    expect(byArn).to.include({ profile: `arn:aws:iam::${ACCOUNT}:instance-profile/pics`, profileMayBeNew: true });
  });

  it("takes the settings of the provider that it is given", async () => {
    const [association] = await declared(() => {
      const provider = new aws.Provider("west", {
        region: "eu-west-1",
        profile: "deploy",
        maxRetries: 5,
        assumeRoles: [{ roleArn: "arn:aws:iam::123456789012:role/deploy", sessionName: "s" }],
        endpoints: [{ ec2: "http://ec2" }],
        allowedAccountIds: [ACCOUNT],
      });
      return new InstanceProfileAssociation("web", { instance: ID, profile: "web" }, { provider });
    });
    expect(association["connection"]).to.deep.include({
      region: "eu-west-1",
      profile: "deploy",
      maxAttempts: 5,
      assumeRoles: [{ roleArn: "arn:aws:iam::123456789012:role/deploy", sessionName: "s" }],
      endpoints: { ec2: "http://ec2" },
      allowedAccountIds: [ACCOUNT],
    });
  });

  it("takes a token and a CA bundle of the provider, the token as a secret", async () => {
    const run = await runWithMocks(() => {
      const provider = new aws.Provider("ci", {
        region: "eu-west-1",
        customCaBundle: "/ca.pem",
        assumeRoleWithWebIdentity: { roleArn: "arn:aws:iam::123456789012:role/deploy", webIdentityToken: "abc" },
      });
      return new InstanceProfileAssociation("web", { instance: ID, profile: "web" }, { provider });
    });
    const connection = {
      region: "eu-west-1",
      caBundle: "/ca.pem",
      webIdentity: { roleArn: "arn:aws:iam::123456789012:role/deploy", token: "abc" },
    };
    expect(run.ofType(ASSOCIATION)["web"]?.["connection"]).to.deep.equal({
      [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
      value: connection,
    });
  });

  it("refuses a provider with a setting that cannot be taken over", async () => {
    const { value } = await runWithMocks(() => {
      const provider = new aws.Provider("proxied", { region: "eu-west-1", httpsProxy: "http://proxy" });
      const component = new pulumi.ComponentResource("test:index:Component", "web", {}, { provider });
      return valueOf(connectionOf(component, undefined)).catch((error: unknown) => error);
    });
    expect(await value).to.include({ hideStack: true });
    expect(await value).to.match(/the setting `httpsProxy` of the aws provider is not taken over/);
  });

  it("refuses wrong arguments, all at once", async () => {
    const message = await refusalOf(
      () =>
        new InstanceProfileAssociation("web", {
          instance: "web",
          profile: `arn:aws:iam::${ACCOUNT}:role/web`,
          onDelete: "forget" as "keep",
          ...{ profileArn: "x", role: "y" },
        }),
    );
    expect(message).to.contain("invalid arguments of InstanceProfileAssociation `web`:");
    expect(message).to.contain("instance: got `web`, expected an instance, or the id of one");
    expect(message).to.contain("which is not that of its role");
    expect(message).to.contain("onDelete: got `forget`");
    expect(message).to.contain("profileArn: got `x`, expected nothing: use `profile`");
    expect(message).to.contain("role: got `y`, expected nothing: use `profile`");
  });

  it("refuses settings of a connection that it does not have, or half of them, and shows no value", async () => {
    const connection = { accessKeyId: "AKIAOFFLINE", secretKey: "hunter2", httpsProxy: "http://proxy", what: 1 };
    const message = await refusalOf(
      () => new InstanceProfileAssociation("web", { instance: ID, profile: "web", connection: { ...connection } }),
    );
    expect(message).to.contain("connection.secretKey: expected nothing: use `secretAccessKey`");
    expect(message).to.contain("connection.httpsProxy: expected nothing: an association reaches AWS without a proxy");
    expect(message).to.contain("connection.what: expected nothing: there is no such setting");
    expect(message).to.contain(
      "connection.secretAccessKey: got nothing: `accessKeyId` and `secretAccessKey` are given",
    );
    expect(message).to.not.contain("hunter2").and.not.contain("AKIAOFFLINE");
  });

  it("refuses an association without a profile", async () => {
    const args = { instance: ID } as unknown as ConstructorParameters<typeof InstanceProfileAssociation>[1];
    expect(await refusalOf(() => new InstanceProfileAssociation("web", args))).to.contain("profile: got nothing");
  });
});
