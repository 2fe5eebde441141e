import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ConfigureRequest, type ConfigureResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { expect } from "chai";
import { deriveResourceSchemas } from "../../../tools/offline-aws/generate-resource-schemas";
import { failure, ProviderClient } from "./support/provider-client";

const TOOL = join(__dirname, "..", "..", "..", "tools", "offline-aws");
const PACKAGE = join(require.resolve("@pulumi/aws/package.json"), "..");

describe("offline-aws: provider", () => {
  let provider: ProviderClient;
  beforeEach(async () => {
    provider = await ProviderClient.start();
  });
  afterEach(() => {
    provider.stop();
  });

  it("has the version of the installed @pulumi/aws", async () => {
    const info = await provider.call<PluginInfo>((done) => provider.rpc.getPluginInfo(new Empty(), done));
    const manifest = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
    expect(info.getVersion()).to.equal(manifest.version);
  });

  it("supports preview, secrets, outputs and autonaming", async () => {
    const response = await provider.call<ConfigureResponse>((done) =>
      provider.rpc.configure(new ConfigureRequest(), done),
    );
    expect(response.toObject()).to.deep.include({
      acceptsecrets: true,
      acceptoutputs: true,
      supportspreview: true,
      supportsAutonamingConfiguration: true,
    });
  });

  it("refuses a region and an account that cannot be right", async () => {
    expect(await failure(provider.configure({ region: "nowhere" }))).to.equal("invalid AWS Region: nowhere");
    expect(await failure(provider.configure({ allowedAccountIds: '["1"]' }))).to.contain("12 digits");
    expect(await failure(provider.configure({ forbiddenAccountIds: '["123456789012"]' }))).to.equal(
      "AWS account ID not allowed: 123456789012",
    );
    await provider.configure({ region: "nowhere", skipRegionValidation: "true" });
  });

  it("acts in the account of the assumed role", async () => {
    await provider.configure({ assumeRoles: '[{"roleArn":"arn:aws:iam::222222222222:role/path/efgh"}]' });
    const identity = await provider.invoke("aws:index/getCallerIdentity:getCallerIdentity");
    expect(identity).to.include({
      accountId: "222222222222",
      arn: "arn:aws:sts::222222222222:assumed-role/efgh/pulumi",
    });
  });

  it("names a type that it cannot create", async () => {
    expect(await failure(provider.create("aws:none/such:Such", {}))).to.contain("`aws:none/such:Such`");
  });

  it("starts as a process that prints its port and ends when it is told to", async () => {
    const child = spawn(process.execPath, ["--require", "tsx/cjs", join(TOOL, "main.ts")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const port = await new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.stdout.once("data", (data: Buffer) => {
        resolve(data.toString("utf8"));
      });
    });
    const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    expect(port).to.match(/^\d+\n$/);
    expect(await exit).to.equal(0);
  });

  it("has schemas that follow from the installed typings", () => {
    const committed = JSON.parse(readFileSync(join(TOOL, "data", "resource-schemas.json"), "utf8")) as unknown;
    expect(deriveResourceSchemas(PACKAGE), "run tools/offline-aws/generate-resource-schemas.ts").to.deep.equal(
      committed,
    );
  });
});
