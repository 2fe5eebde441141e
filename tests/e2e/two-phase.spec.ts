import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { expect } from "chai";

import { identityReader } from "../../aws/identity-reader";
import { resourcesOf } from "../../cli/stack-state";
import { stackExpectations } from "../../cli/verify/stack-expectations";
import { exitCodeOf, verifyInstance } from "../../cli/verify/verify-instance";
import { UNKNOWN_VALUE } from "../../components/association/association-resource";
import { startAwsStandIn, type AwsStandIn } from "../support/aws-stand-in";
import { expectSuccess, policyEvents, previewedInputs, withProject } from "./support";

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
      const preview = await project.preview("--config", "two-phase:phase=running");
      expectSuccess(preview);
      const type = "pulumi-nodejs:dynamic/ec2-identity:InstanceProfileAssociation";
      expect(previewedInputs(preview, type)["worker"]).to.include({ instanceId: UNKNOWN_VALUE, plan: UNKNOWN_VALUE });

      const up = await project.up("--config", "two-phase:phase=bootstrap");
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

      const [expectation] = stackExpectations(resourcesOf("dev", JSON.stringify(await project.stackExport())));
      const { endpoint } = aws;
      const keys = { accessKeyId: "offline", secretAccessKey: "offline" };
      const reader = await identityReader({
        region: "eu-central-1",
        ...keys,
        endpoints: { ec2: endpoint, iam: endpoint },
      });
      const checks = await verifyInstance(expectation!, reader);
      expect(exitCodeOf(checks), JSON.stringify(checks)).to.equal(0);
      expect(checks.filter(({ status }) => status === "passed").length).to.equal(11);
      expectSuccess(await project.destroy());
    });
  });
});
