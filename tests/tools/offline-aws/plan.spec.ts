import { expect } from "chai";
import { UNKNOWN } from "../../../tools/offline-aws/property-value/property-value";
import { ProviderClient } from "./support/provider-client";

const TRUST = '{"Statement":[],"Version":"2012-10-17"}';

describe("offline-aws: planned outputs", () => {
  let provider: ProviderClient;
  before(async () => {
    provider = await ProviderClient.start();
    await provider.configure({ region: "eu-central-1" });
  });
  after(() => {
    provider.stop();
  });

  const plan = async (type: string, news: Parameters<ProviderClient["check"]>[1]) => {
    const { inputs } = await provider.check(type, news);
    return (await provider.create(type, inputs, true)).outputs;
  };

  it("knows a role's name, not its ARN", async () => {
    const outputs = await plan("aws:iam/role:Role", { assumeRolePolicy: TRUST, name: "Get-pics" });
    expect(outputs["name"]).to.equal("Get-pics");
    expect(outputs["assumeRolePolicy"]).to.equal(TRUST);
    for (const computed of [
      "arn",
      "id",
      "uniqueId",
      "createDate",
      "inlinePolicies",
      "managedPolicyArns",
      "namePrefix",
    ]) {
      expect(outputs[computed], computed).to.equal(UNKNOWN);
    }
    expect(outputs).to.not.have.any.keys("description", "permissionsBoundary", "__defaults");
  });

  it("leaves metadataOptions unknown if unset, and what a given block does not say", async () => {
    const unset = await plan("aws:ec2/instance:Instance", { ami: "ami-1" });
    const given = await plan("aws:ec2/instance:Instance", {
      ami: "ami-1",
      metadataOptions: { httpTokens: "required" },
    });
    expect(unset["metadataOptions"]).to.equal(UNKNOWN);
    expect(given["metadataOptions"]).to.deep.equal({
      httpEndpoint: "enabled",
      httpProtocolIpv6: "disabled",
      httpPutResponseHopLimit: UNKNOWN,
      httpTokens: "required",
      instanceMetadataTags: UNKNOWN,
    });
  });

  it("knows the region and the tags", async () => {
    const outputs = await plan("aws:s3/bucket:Bucket", { tags: { a: "b" } });
    expect(outputs["region"]).to.equal("eu-central-1");
    expect(outputs["tagsAll"]).to.deep.equal({ a: "b" });
    expect(outputs["bucketRegion"]).to.equal(UNKNOWN);
  });

  it("keeps what an update does not change, and does not know the next version of a launch template", async () => {
    const type = "aws:ec2/launchTemplate:LaunchTemplate";
    const { inputs: oldInputs } = await provider.check(type, { imageId: "ami-1" });
    const { inputs: news } = await provider.check(type, { imageId: "ami-2" }, { olds: oldInputs });
    const { inputs: retagged } = await provider.check(
      type,
      { imageId: "ami-1", tags: { a: "b" } },
      { olds: oldInputs },
    );
    const olds = { ...oldInputs, arn: "arn", latestVersion: 3, defaultVersion: 1 };
    const changed = await provider.update(type, "lt-1", { news, oldInputs, olds }, true);
    const tagged = await provider.update(type, "lt-1", { news: retagged, oldInputs, olds }, true);
    expect([changed["arn"], changed["latestVersion"], changed["defaultVersion"]]).to.deep.equal(["arn", UNKNOWN, 1]);
    expect(tagged["latestVersion"]).to.equal(3);
  });

  it("hands the inputs of types that it does not know through", async () => {
    expect(await plan("aws:none/such:Such", { a: UNKNOWN, b: 1 })).to.deep.equal({ a: UNKNOWN, b: 1 });
  });
});
