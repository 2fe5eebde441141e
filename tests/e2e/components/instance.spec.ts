import { CreateTagsCommand, DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { expect } from "chai";

import { changes, expectSuccess } from "../support";
import { type LiveProject, liveProject } from "./aws-connection";

describe("Instance, moved from a hand-written resource, against moto", function () {
  this.timeout(240_000);
  let live: LiveProject;
  let ec2: EC2Client;
  let instanceId: string;

  const described = async () => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
    return Reservations?.[0]?.Instances?.[0];
  };
  const team = async () => (await described())?.Tags?.find(({ Key }) => Key === "team")?.Value;

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
  });

  it("shows no change at the second up", async () => {
    const result = await live.project.up();
    expectSuccess(result);
    expect(Object.keys(changes(result)), result.stdout).to.deep.equal(["same"]);
  });

  it("changes its tags in place", async () => {
    live.project.setConfig({ "instance:team": "data" });
    const result = await live.project.up();
    expectSuccess(result);
    expect(changes(result)).to.not.have.any.keys("replace", "delete");
    expect(await team()).to.equal("data");
  });

  it("takes back what was changed behind its back", async () => {
    await ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags: [{ Key: "team", Value: "other" }] }));
    expectSuccess(await live.project.up());
    expect(await team()).to.equal("data");
  });

  it("is terminated by destroy", async () => {
    expectSuccess(await live.project.destroy());
    expect((await described())?.State?.Name).to.equal("terminated");
  });
});
