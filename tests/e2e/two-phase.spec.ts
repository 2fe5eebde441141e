import { join } from "node:path";

import { DescribeInstancesCommand, EC2Client, ModifyInstanceMetadataOptionsCommand } from "@aws-sdk/client-ec2";
import { expect } from "chai";

import { UNKNOWN_VALUE } from "../../components/association/association-resource";
import { REPOSITORY } from "../../tools/repository";
import { startAwsStandIn, type AwsStandIn } from "../support/aws-stand-in";
import type { PulumiProject } from "../support/pulumi-project";
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
      const ec2 = new EC2Client(aws.clientSettings());
      const profile = async () => {
        const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
        return Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile?.Arn;
      };
      expect(await profile()).to.contain("instance-profile/bootstrap-");
      expectSuccess(await project.up("--config", "two-phase:phase=running"));
      expect(await profile()).to.contain("instance-profile/running-");
      expectSuccess(await project.refresh());
      expectSuccess(await project.up());
      expect(await profile()).to.contain("instance-profile/running-");

      const asDeclared = await verify(project, aws);
      expect(asDeclared).to.deep.equal({ exitCode: 0, statuses: Array.from({ length: 11 }, () => "passed") });
      const HttpTokens = "optional";
      await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId: instanceId, HttpTokens }));
      const { exitCode, statuses } = await verify(project, aws);
      expect([exitCode, statuses.filter((status) => status === "differs")]).to.deep.equal([1, ["differs"]]);
      expectSuccess(await project.destroy());
    });
  });
});

/** What the built command says of the stack: it reads the stack by the real CLI, and AWS's stand-in as AWS. */
async function verify(
  project: PulumiProject,
  { endpoint }: AwsStandIn,
): Promise<{ exitCode: number; statuses: readonly string[] }> {
  const args = ["verify", "--stack", "dev", "--region", "eu-central-1", "--endpoint-url", endpoint, "--format", "json"];
  const main = join(REPOSITORY, "dist", "cli", "main.js");
  const { exitCode, stdout, stderr } = await project.program(process.execPath, [main, ...args]);
  expect(stdout, stderr).to.not.equal("");
  const { checks } = JSON.parse(stdout) as { checks: readonly { status: string }[] };
  return { exitCode, statuses: checks.map(({ status }) => status) };
}
