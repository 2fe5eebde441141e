import { expect } from "chai";
import { Secret } from "../../../tools/offline-aws/property-value/property-value";
import { failure, ProviderClient } from "./support/provider-client";

describe("offline-aws: invokes", () => {
  let provider: ProviderClient;
  before(async () => {
    provider = await ProviderClient.start();
    await provider.configure({ region: "eu-central-1" });
  });
  after(() => {
    provider.stop();
  });

  it("answers for the account, the partition and the region, by both forms of the token", async () => {
    const identity = await provider.invoke("aws:index/getCallerIdentity:getCallerIdentity");
    expect(identity["accountId"]).to.equal("123456789012");
    expect(identity["arn"]).to.equal("arn:aws:iam::123456789012:user/offline");
    expect(await provider.invoke("aws:index:getCallerIdentity")).to.deep.equal(identity);
    expect(await provider.invoke("aws:index/getPartition:getPartition")).to.include({
      partition: "aws",
      dnsSuffix: "amazonaws.com",
    });
    expect(await provider.invoke("aws:index/getRegion:getRegion")).to.include({ region: "eu-central-1" });
  });

  for (const [region, partition, dnsSuffix] of [
    ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
    ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
    ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
    ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
  ] as const) {
    it(`is in ${partition} in ${region}`, async () => {
      const there = await ProviderClient.start();
      await there.configure({ region });
      const answer = await there.invoke("aws:index/getPartition:getPartition");
      const { arn } = await there.invoke("aws:index/getCallerIdentity:getCallerIdentity");
      there.stop();
      expect(answer).to.include({ partition, dnsSuffix });
      expect(arn).to.equal(`arn:${partition}:iam::123456789012:user/offline`);
    });
  }

  it("gives an image that follows from the request and the region", async () => {
    const args = {
      owners: ["amazon"],
      mostRecent: true,
      filters: [{ name: "name", values: ["al2023-ami-2023.*-arm64"] }],
    };
    const image = await provider.invoke("aws:ec2/getAmi:getAmi", args);
    const elsewhere = await provider.invoke("aws:ec2/getAmi:getAmi", { ...args, region: "us-east-1" });
    expect(image["id"]).to.match(/^ami-0[0-9a-f]{16}$/);
    expect(image).to.include({ architecture: "arm64", imdsSupport: "v2.0", rootDeviceName: "/dev/xvda" });
    expect(await provider.invoke("aws:ec2/getAmi:getAmi", args)).to.deep.equal(image);
    expect(elsewhere["id"]).to.not.equal(image["id"]);
  });

  it("has the public SSM parameters that name images, and no others", async () => {
    const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    const parameter = await provider.invoke("aws:ssm/getParameter:getParameter", { name });
    expect(parameter["insecureValue"]).to.match(/^ami-0[0-9a-f]{16}$/);
    expect(parameter["value"]).to.deep.equal(new Secret(parameter["insecureValue"] ?? null));
    expect(parameter["arn"]).to.equal(`arn:aws:ssm:eu-central-1::parameter${name}`);
    expect(await failure(provider.invoke("aws:ssm/getParameter:getParameter", { name: "/mine" }))).to.contain(
      "reading SSM Parameter (/mine)",
    );
  });

  it("has three zones, less those that are excluded", async () => {
    const zones = await provider.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", {
      state: "available",
      excludeNames: ["eu-central-1b"],
    });
    expect(zones["names"]).to.deep.equal(["eu-central-1a", "eu-central-1c"]);
    expect(zones["zoneIds"]).to.deep.equal(["euc1-az1", "euc1-az3"]);
  });

  it("has the default VPC with one subnet in each zone", async () => {
    const vpc = await provider.invoke("aws:ec2/getVpc:getVpc", { default: true });
    const filters = [{ name: "vpc-id", values: [vpc["id"] ?? null] }];
    const { ids } = await provider.invoke("aws:ec2/getSubnets:getSubnets", { filters });
    const subnet = await provider.invoke("aws:ec2/getSubnet:getSubnet", {
      vpcId: vpc["id"] ?? null,
      availabilityZone: "eu-central-1b",
    });
    expect(ids).to.have.length(3);
    expect(ids).to.include(subnet["id"]);
    expect(subnet).to.include({ cidrBlock: "172.31.16.0/20", availabilityZoneId: "euc1-az2" });
    const other = [{ name: "vpc-id", values: ["vpc-other"] }];
    expect((await provider.invoke("aws:ec2/getSubnets:getSubnets", { filters: other }))["ids"]).to.deep.equal([]);
    expect(await failure(provider.invoke("aws:ec2/getSubnet:getSubnet", {}))).to.contain(
      "multiple EC2 Subnets matched",
    );
    expect(await failure(provider.invoke("aws:ec2/getVpc:getVpc", { default: false }))).to.contain(
      "no matching EC2 VPC found",
    );
  });

  it("names an invoke that it does not answer", async () => {
    expect(await failure(provider.invoke("aws:rds/getInstance:getInstance", {}))).to.contain(
      "does not answer `aws:rds/getInstance:getInstance`",
    );
  });
});
