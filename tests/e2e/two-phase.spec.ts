import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { expect } from "chai";

import { startAwsStandIn, type AwsStandIn } from "../support/aws-stand-in";
import { expectSuccess, policyEvents, withProject } from "./support";

describe("the example two-phase, with the policy pack", function () {
  this.timeout(600_000);
  let aws: AwsStandIn;

  before(async () => {
    aws = await startAwsStandIn();
  });
  after(() => aws.stop());

  it("launches with one profile, changes to the other while the instance runs, and back", async () => {
    const env = { AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: "offline", AWS_SECRET_ACCESS_KEY: "offline" };
    await withProject({ folder: "examples/two-phase", env }, async (project) => {
      const up = await project.up();
      expectSuccess(up);
      expect(policyEvents(up)).to.deep.equal([]);
      const { instanceId } = (await project.outputs()) as { instanceId: string };
      const profile = async () => {
        const ec2 = new EC2Client(aws.clientSettings());
        const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
        return Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile?.Arn;
      };
      expect(await profile()).to.contain("instance-profile/bootstrap-");
      expectSuccess(await project.up("--config", "two-phase:phase=running"));
      expect(await profile()).to.contain("instance-profile/running-");
      expectSuccess(await project.refresh());
      expectSuccess(await project.up());
      expect(await profile()).to.contain("instance-profile/running-");
      expectSuccess(await project.destroy());
    });
  });
});
