import { expect } from "chai";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetRoleCommand, IAMClient, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { startMoto, type Moto } from "../support/moto";
import { PulumiProject, type CliResult } from "../support/pulumi-project";

const FOLDER = "tests/tools/offline-aws/project";

/** The operation on each resource by its logical name and type, as the engine announces or does it. */
function operations(result: CliResult): Record<string, string> {
  return Object.fromEntries(
    result.events.flatMap(({ resourcePreEvent: event }) => {
      if (event === undefined || event.metadata.type.startsWith("pulumi:")) return [];
      const name = event.metadata.urn.split("::").at(-1) ?? "";
      return [[`${event.metadata.type.split(":").at(-1) ?? ""} ${name}`, event.metadata.op]];
    }),
  );
}

const ALL = [
  "Bucket Photos",
  "Role reader",
  "Policy read-photos",
  "RolePolicyAttachment reader",
  "InstanceProfile reader",
  "Instance web",
  "LaunchTemplate web",
];
const each = (operation: string) => Object.fromEntries(ALL.map((name) => [name, operation]));

describe("offline AWS under the real CLI", function () {
  this.timeout(10 * 60 * 1000);

  it("previews without a server", async () => {
    const project = await PulumiProject.create({ folder: FOLDER });
    const result = await project.preview();
    await project.dispose();
    expect(result.exitCode, result.stdout + result.stderr).to.equal(0);
    expect(operations(result)).to.deep.equal(each("create"));
  });

  it("says how to start a server when resources are to be created without one", async () => {
    const project = await PulumiProject.create({ folder: FOLDER, env: { AWS_ENDPOINT_URL: "" } });
    const result = await project.up();
    const { deployment } = await project.stackExport();
    await project.dispose();
    expect(result.exitCode).to.not.equal(0);
    expect(result.stdout + result.stderr)
      .to.contain("moto_server")
      .and.not.contain("    at ");
    const created = (deployment.resources ?? []).filter(({ type }) => !String(type).startsWith("pulumi:"));
    expect(created).to.deep.equal([]);
  });

  describe("against moto", () => {
    let moto: Moto;
    let project: PulumiProject;
    let sdk: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };

    before(async () => {
      moto = await startMoto();
      const credentials = { accessKeyId: "offline", secretAccessKey: "offline" };
      sdk = { endpoint: moto.endpoint, region: "eu-central-1", credentials };
      project = await PulumiProject.create({ folder: FOLDER, env: { AWS_ENDPOINT_URL: moto.endpoint } });
    });
    after(async () => {
      await project.dispose();
      await moto.stop();
    });

    it("creates, and AWS's own SDK sees the role, its policy and the instance", async () => {
      const result = await project.up();
      expect(result.exitCode, result.stdout + result.stderr).to.equal(0);
      expect(operations(result)).to.deep.equal(each("create"));
      const { roleName, instanceId, account, bucketName, userData } = await project.outputs();
      expect(account).to.equal("123456789012");
      expect(bucketName).to.match(/^photos-[0-9a-f]{7}$/);
      expect(userData).to.equal("IyEvYmluL3No");
      const iam = new IAMClient(sdk);
      const RoleName = String(roleName);
      const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
      expect(role?.Tags).to.deep.equal([{ Key: "stage", Value: "dev" }]);
      const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      expect(attached.AttachedPolicies).to.have.length(1);
      const described = await new EC2Client(sdk).send(
        new DescribeInstancesCommand({ InstanceIds: [String(instanceId)] }),
      );
      const instance = described.Reservations?.[0]?.Instances?.[0];
      expect(instance?.MetadataOptions).to.include({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
      expect(instance?.IamInstanceProfile?.Arn).to.match(/:instance-profile\/reader-[0-9a-f]{7}$/);
    });

    it("keeps secrets out of the state", async () => {
      expect(JSON.stringify(await project.stackExport())).to.not.contain("IyEvYmluL3No");
    });

    it("changes nothing the second time, nor after a refresh", async () => {
      const again = await project.up();
      const refreshed = await project.refresh();
      const after = await project.up();
      expect([again.exitCode, refreshed.exitCode, after.exitCode]).to.deep.equal([0, 0, 0]);
      expect(operations(again)).to.deep.equal(each("same"));
      expect(operations(after), after.stdout).to.deep.equal(each("same"));
    });

    it("shows a changed permission as an update of one policy", async () => {
      const result = await project.preview("--config", "offline-aws:action=s3:ListBucket");
      expect(operations(result)).to.deep.equal({ ...each("same"), "Policy read-photos": "update" });
    });

    it("destroys all", async () => {
      const result = await project.destroy();
      expect(result.exitCode, result.stdout + result.stderr).to.equal(0);
      const described = await new EC2Client(sdk).send(new DescribeInstancesCommand({}));
      const states = described.Reservations?.flatMap((r) => r.Instances ?? []).map(({ State }) => State?.Name);
      expect(states).to.deep.equal(["terminated"]);
    });
  });
});
