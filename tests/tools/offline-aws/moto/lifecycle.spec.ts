import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import type { PropertyMap } from "../../../../tools/offline-aws/property-value/property-value";
import { CREATABLE_TYPES } from "../../../../tools/offline-aws/resources/resource-handlers";
import { startAwsStandIn, type AwsStandIn } from "../../../support/aws-stand-in";
import { failure, ProviderClient } from "../support/provider-client";
import { BUCKET, LIVES, POLICY, POLICY_ARN, READ, ROLE, TRUST } from "./lives";

/** Relies on the layer in front of moto where an instance gets another profile. */
describe("offline-aws: resources on moto", () => {
  let moto: AwsStandIn;
  let provider: ProviderClient;

  before(async function () {
    this.timeout(10 * 60 * 1000);
    moto = await startAwsStandIn();
    provider = await ProviderClient.start({ AWS_ENDPOINT_URL: moto.endpoint });
    await provider.configure({ region: "eu-central-1" });
  });
  after(async () => {
    provider.stop();
    await moto.stop();
  });
  beforeEach(() => moto.reset());

  const create = async (type: string, news: PropertyMap) => {
    const { inputs, failures } = await provider.check(type, news);
    expect(failures).to.deep.equal([]);
    return { inputs, ...(await provider.create(type, inputs)) };
  };
  const unchanged = async (type: string, id: string, resource: { inputs: PropertyMap; outputs: PropertyMap }) => {
    const found = await provider.read(type, id, resource);
    expect(found.id).to.equal(id);
    const diff = await provider.diff(type, resource.inputs, found.inputs);
    expect(diff.getDiffsList(), "drift right after the call").to.deep.equal([]);
    return found;
  };

  for (const [index, life] of LIVES.entries()) {
    it(`takes ${life.type} through its life (${index})`, async () => {
      for (const { type, inputs } of life.needs ?? []) await create(type, inputs);
      const made = await create(life.type, life.inputs);
      expect(made.outputs).to.deep.include({ ...life.outputs, id: made.id });
      await unchanged(life.type, made.id, made);
      let last = { inputs: made.inputs, outputs: made.outputs };
      if (life.changed !== undefined) {
        const { inputs: news } = await provider.check(life.type, life.changed, { olds: made.inputs });
        const olds = { oldInputs: made.inputs, olds: made.outputs };
        last = { inputs: news, outputs: await provider.update(life.type, made.id, { news, ...olds }) };
        expect(last.outputs).to.deep.include(life.afterwards ?? {});
        await unchanged(life.type, made.id, last);
      }
      await provider.delete(life.type, made.id, last);
      expect((await provider.read(life.type, made.id, last)).id).to.equal("");
      await provider.delete(life.type, made.id, last);
    });
  }

  it("takes every other policy from a role, and leaves the role its policies when it goes", async () => {
    const names = "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive";
    const arns = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive";
    const inlinePolicies = ["a", "b"].map((name) => ({ name, policy: JSON.stringify(READ) }));
    await create(POLICY.type, POLICY.inputs);
    await create(ROLE.type, { ...ROLE.inputs, inlinePolicies });
    const inline = await create(names, { roleName: "Get-pics", policyNames: ["a"] });
    const managed = await create(arns, { roleName: "Get-pics", policyArns: [POLICY_ARN] });
    await unchanged(names, inline.id, inline);
    await unchanged(arns, managed.id, managed);
    const { outputs: role } = await provider.read(ROLE.type, "Get-pics");
    expect(role["inlinePolicies"]).to.deep.equal([{ name: "a", policy: JSON.stringify(READ) }]);
    expect(role["managedPolicyArns"]).to.deep.equal([POLICY_ARN]);
    const olds = { oldInputs: managed.inputs, olds: managed.outputs };
    await provider.update(arns, managed.id, { news: { roleName: "Get-pics", policyArns: [] }, ...olds });
    await provider.delete(names, inline.id, inline);
    const { outputs: after } = await provider.read(ROLE.type, "Get-pics");
    expect(after["managedPolicyArns"]).to.deep.equal([]);
    expect(after["inlinePolicies"]).to.have.length(1);
  });

  it("covers every type that can be created", () => {
    const exclusive = CREATABLE_TYPES.filter((type) => type.endsWith("Exclusive"));
    const tested = new Set([...LIVES.map(({ type }) => type), ...exclusive]);
    expect([...tested]).to.have.members([...CREATABLE_TYPES]);
  });

  it("refuses inputs that it would drop", async () => {
    const hidden = { ami: "ami-12345678", cpuOptions: { coreCount: 2 } };
    expect(await failure(create("aws:ec2/instance:Instance", hidden))).to.contain("does not apply `cpuOptions`");
    expect(await failure(create(BUCKET.type, { ...BUCKET.inputs, acl: "private" }))).to.contain("`acl`");
  });

  it("creates what the AWS SDK then sees", async () => {
    const sdk = {
      endpoint: moto.endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "offline", secretAccessKey: "offline" },
    };
    await create(ROLE.type, ROLE.inputs);
    const { Role: role } = await new IAMClient(sdk).send(new GetRoleCommand({ RoleName: "Get-pics" }));
    expect(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ""))).to.deep.equal(TRUST);
    await create("aws:ec2/instance:Instance", { ami: "ami-12345678", metadataOptions: { httpTokens: "required" } });
    const { Reservations: found } = await new EC2Client(sdk).send(new DescribeInstancesCommand({}));
    expect(found?.[0]?.Instances?.[0]?.MetadataOptions).to.include({ HttpTokens: "required", HttpEndpoint: "enabled" });
  });

  it("finds drift on refresh", async () => {
    const made = await create(ROLE.type, { ...ROLE.inputs, tags: { stage: "dev" } });
    const olds = { oldInputs: made.inputs, olds: made.outputs };
    const news = { ...made.inputs, description: "other", tags: { stage: "prod" }, tagsAll: { stage: "prod" } };
    await provider.update(ROLE.type, made.id, { news, ...olds });
    const found = await provider.read(ROLE.type, made.id, made);
    expect(found.inputs["tags"]).to.deep.equal({ stage: "prod" });
    expect(found.outputs["description"]).to.equal("other");
  });

  it("launches an instance into a subnet that a look-up found", async () => {
    const { ids } = await provider.invoke("aws:ec2/getSubnets:getSubnets", {
      filters: [{ name: "default-for-az", values: ["true"] }],
    });
    const subnetId = (ids as string[])[0] ?? "";
    const subnet = await provider.invoke("aws:ec2/getSubnet:getSubnet", { id: subnetId });
    const group = await provider.invoke("aws:ec2/getSecurityGroup:getSecurityGroup", { name: "default" });
    const vpc = await provider.invoke("aws:ec2/getVpc:getVpc", { default: true });
    const vpcSecurityGroupIds = [group["id"] ?? null];
    const inputs = { ami: "ami-12345678", subnetId, vpcSecurityGroupIds, associatePublicIpAddress: false };
    const made = await create("aws:ec2/instance:Instance", inputs);
    expect(made.outputs).to.deep.include({ subnetId, vpcSecurityGroupIds, publicIp: "" });
    expect(subnet["vpcId"]).to.equal(vpc["id"]);
    await unchanged("aws:ec2/instance:Instance", made.id, made);
  });

  it("imports a resource by its id", async () => {
    await create(ROLE.type, ROLE.inputs);
    const found = await provider.read(ROLE.type, "Get-pics");
    expect(found.inputs).to.include({ name: "Get-pics", path: "/" });
    expect(found.inputs).to.not.have.property("arn");
    const made = await create("aws:ec2/instance:Instance", { ami: "ami-12345678" });
    const instance = await provider.read("aws:ec2/instance:Instance", made.id);
    expect(instance.inputs).to.include({ ami: "ami-12345678", sourceDestCheck: true });
    expect(instance.inputs).to.not.have.any.keys("hibernation", "ebsOptimized", "keyName", "arn");
  });

  it("says how to start a server where none is, or where another answers", async () => {
    const page = createServer((_request, response) => response.end("<html><body>hello</body></html>"));
    await new Promise<void>((resolve) => page.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
    const other = await ProviderClient.start({ AWS_ENDPOINT_URL: address });
    const foreign = await failure(other.create(ROLE.type, ROLE.inputs));
    other.stop();
    page.close();
    expect(foreign).to.contain(`\`${address}\` does not answer as AWS does`).and.contain("moto_server");
    const nowhere = await ProviderClient.start({ AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    const without = await ProviderClient.start();
    const refused = await failure(nowhere.create(ROLE.type, ROLE.inputs));
    const missing = await failure(without.create(ROLE.type, ROLE.inputs));
    nowhere.stop();
    without.stop();
    expect(refused)
      .to.contain("got no answer from AWS's stand-in: `http://127.0.0.1:9` is not reachable")
      .and.contain("moto_server");
    expect(missing).to.contain("has no server to create resources on").and.contain("AWS_ENDPOINT_URL");
  });
});
