import { CreateTagsCommand, DescribeInstancesCommand, EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { expect } from "chai";

import { changes, expectSuccess, updated } from "../support";
import { type LiveProject, liveProject } from "./aws-connection";

describe("Instance, moved from a hand-written resource and imported, against moto", function () {
  this.timeout(240_000);
  let live: LiveProject;
  let ec2: EC2Client;
  let instanceId: string;
  let byHand: string;

  const described = async (id = instanceId) => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return Reservations?.[0]?.Instances?.[0];
  };
  const team = async (id = instanceId) => (await described(id))?.Tags?.find(({ Key }) => Key === "team")?.Value;

  before(async () => {
    live = await liveProject("tests/e2e/fixtures/instance");
    ec2 = new EC2Client(live.connection);
    expectSuccess(await live.project.up());
    instanceId = (await live.project.outputs())["instanceId"] as string;
  });

  after(() => live.end());

  it("keeps the instance, and requires IMDSv2 from now on", async () => {
    live.project.setConfig({ "instance:component": true });
    const result = await live.project.up();
    expectSuccess(result);
    expect(changes(result), result.stdout).to.not.have.any.keys("replace", "delete", "create-replacement");
    expect((await live.project.outputs())["instanceId"]).to.equal(instanceId);
    expect((await described())?.MetadataOptions).to.include({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
    expect((await described())?.ImageId).to.equal("ami-12c6146b");
  });

  it("changes its tags in place, and takes over an instance that was launched by hand, with the guarantees", async () => {
    const { Instances: [launched] = [] } = await ec2.send(
      new RunInstancesCommand({
        ImageId: "ami-12c6146b",
        InstanceType: "t3.micro",
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: { Name: (await live.project.outputs())["profileName"] as string },
        BlockDeviceMappings: [
          { DeviceName: "/dev/sda1", Ebs: { Encrypted: true, VolumeSize: 8, DeleteOnTermination: true } },
        ],
      }),
    );
    byHand = launched?.InstanceId ?? "";
    expect((await described(byHand))?.MetadataOptions?.HttpTokens).to.equal("optional");
    live.project.setConfig({ "instance:team": "data", "instance:byHand": byHand });
    const result = await live.project.up();
    expectSuccess(result);
    expect(changes(result), result.stdout).to.not.have.any.keys("replace", "delete", "create-replacement");
    expect(changes(result), result.stdout).to.include({ import: 1 });
    expect(await team()).to.equal("data");
    expect(await team(byHand)).to.equal("web");
    expect((await described(byHand))?.MetadataOptions).to.include({ HttpTokens: "required" });
  });

  it("takes back what was changed behind its back, and lets what was imported be", async () => {
    await ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags: [{ Key: "team", Value: "other" }] }));
    const result = await live.project.up();
    expectSuccess(result);
    expect(updated(result, { custom: true }), result.stdout).to.deep.equal(["aws:ec2/instance:Instance::web"]);
    expect(changes(result)).to.not.have.any.keys("create", "replace", "delete", "import");
    expect(await team()).to.equal("data");
  });

  it("is terminated by destroy", async () => {
    expectSuccess(await live.project.destroy());
    expect((await described())?.State?.Name).to.equal("terminated");
    expect((await described(byHand))?.State?.Name).to.equal("terminated");
  });
});
