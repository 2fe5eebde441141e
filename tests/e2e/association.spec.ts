import { writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DisassociateIamInstanceProfileCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { expect } from "chai";

import type { InstanceProfileAssociationArgs } from "../../components";
import { startAwsStandIn, type AwsStandIn } from "../support/aws-stand-in";
import { PulumiProject } from "../support/pulumi-project";
import { startRecordingProxy } from "../support/recording-proxy";
import { changes, expectSuccess } from "./support";

describe("InstanceProfileAssociation, under the real CLI", function () {
  this.timeout(600_000);
  let aws: AwsStandIn;
  let ec2: EC2Client;
  let iam: IAMClient;
  let instance: string;

  before(async () => {
    aws = await startAwsStandIn();
    ec2 = new EC2Client(aws.clientSettings());
    iam = new IAMClient(aws.clientSettings());
  });
  after(() => aws.stop());
  beforeEach(async () => {
    await aws.reset();
    for (const name of ["web", "worker", "theirs"]) {
      await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: "{}" }));
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
    }
    const { Instances } = await ec2.send(
      new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: "ami-12345678" }),
    );
    instance = Instances?.[0]?.InstanceId ?? "";
  });

  /** What EC2 says of the instance: the profile that it shows, and the id of its association. */
  async function live(): Promise<{ profile: string | undefined; association: string | undefined }> {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instance] }));
    const { IamInstanceProfileAssociations: all } = await ec2.send(
      new DescribeIamInstanceProfileAssociationsCommand({}),
    );
    const shown = Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile?.Arn;
    return { profile: shown?.split("/").at(-1), association: all?.[0]?.AssociationId };
  }

  /** Someone else gives the instance a profile. */
  async function attach(name: string): Promise<void> {
    const { association } = await live();
    if (association !== undefined) {
      await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId: association }));
    }
    const IamInstanceProfile = { Name: name };
    await ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId: instance, IamInstanceProfile }));
  }

  async function withStack(
    args: Partial<InstanceProfileAssociationArgs>,
    test: (project: PulumiProject, declare: (args: Partial<InstanceProfileAssociationArgs>) => void) => Promise<void>,
    endpoint = aws.endpoint,
  ): Promise<void> {
    const project = await PulumiProject.create({
      folder: "tests/e2e/fixtures/association",
      env: { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: "offline", AWS_SECRET_ACCESS_KEY: "offline" },
    });
    const declare = (declared: object): void => {
      writeFileSync(join(project.folder, "args.json"), JSON.stringify({ instance, ...declared }));
    };
    declare(args);
    try {
      await test(project, declare);
    } finally {
      await project.dispose();
    }
  }

  it("attaches, replaces, meets drift and gives back", async () => {
    await attach("theirs");
    await withStack({ profile: "web" }, async (project, declare) => {
      const refused = await project.preview();
      expect(refused.exitCode).to.not.equal(0);
      expect(refused.stdout + refused.stderr).to.contain("set `replaceExisting: true` to replace it");

      declare({ profile: "web", replaceExisting: true });
      expectSuccess(await project.up());
      expect((await live()).profile).to.equal("web");

      declare({ profile: "worker", replaceExisting: true });
      const preview = await project.preview();
      expect(JSON.stringify(preview.events)).to.contain(
        "replace `arn:aws:iam::123456789012:instance-profile/web` by `arn:aws:iam::123456789012:instance-profile/worker`",
      );
      expectSuccess(await project.up());
      const { profile, association } = await live();
      expect(profile).to.equal("worker");
      expect(await project.outputs()).to.include({ associationId: association, instanceId: instance });

      await attach("theirs");
      expect(changes(await project.refresh())["update"]).to.equal(1);
      expectSuccess(await project.up());
      expect((await live()).profile).to.equal("worker");
      expect(changes(await project.up())["update"]).to.equal(undefined);

      expectSuccess(await project.destroy());
      expect((await live()).profile).to.equal("theirs");
    });
  });

  it("claims an instance once, and names the association of the other stack", async () => {
    await withStack({ profile: "web", onDelete: "detach" }, async (first) => {
      expectSuccess(await first.up());
      const { association } = await live();
      await withStack({ profile: "worker" }, async (second) => {
        const { exitCode, stdout, stderr } = await second.up();
        expect(exitCode).to.not.equal(0);
        expect(stdout + stderr).to.contain(`by association \`${association ?? ""}\``);
      });
      expect((await live()).profile).to.equal("web");
      expectSuccess(await first.destroy());
      expect((await live()).profile).to.equal(undefined);
    });
  });

  it("adopts what is there with keys of its own, keeps them secret, and leaves the profile", async () => {
    await attach("theirs");
    const connection = { region: "eu-central-1", accessKeyId: "AKIAOFFLINE", secretAccessKey: "hunter2" };
    await withStack({ profile: "theirs", adopt: true, onDelete: "keep", connection }, async (project) => {
      const before = await live();
      expectSuccess(await project.up());
      const state = JSON.stringify(await project.stackExport());
      expect(state).to.contain(before.association).and.not.to.contain("hunter2").and.not.to.contain("AKIAOFFLINE");
      expectSuccess(await project.destroy());
      expect(await live()).to.deep.equal(before);
    });
  });

  it("detaches and attaches where the instance is stopped; a typo fails at preview", async () => {
    await ec2.send(new StopInstancesCommand({ InstanceIds: [instance] }));
    await withStack({ profile: "wbe" }, async (project, declare) => {
      const typo = await project.preview();
      expect(typo.exitCode).to.not.equal(0);
      expect(typo.stdout + typo.stderr).to.contain("there is no instance profile `wbe` in this account");

      declare({ profile: "web" });
      expectSuccess(await project.up());
      declare({ profile: "worker" });
      expectSuccess(await project.up());
      expect((await live()).profile).to.equal("worker");
      expectSuccess(await project.destroy());
      expect((await live()).profile).to.equal(undefined);
    });
  });

  it("refuses what cannot be used, with one clear error and no stack trace, and changes nothing", async () => {
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "empty" }));
    await attach("theirs");
    const role = "arn:aws:iam::123456789012:role/web";
    const proxy = await startRecordingProxy(aws.endpoint);
    proxy.refuses = (call) => call.get("Action") === "GetInstanceProfile";
    try {
      await withStack({}, async (project, declare) => {
        for (const [declared, message] of [
          [
            { profile: "web", instance: "i-0123456789abcdef0" },
            "there is no instance `i-0123456789abcdef0` in this account",
          ],
          [{ profile: "empty" }, "holds no role"],
          [{ profile: role, profileArn: "x" }, "which is not that of its role"],
          [{}, "profile: got nothing"],
          [{ profile: "web", connection: { region: "eu-central-1", profile: "none" } }, "no usable AWS credentials"],
          [
            { profile: "web", connection: { region: "eu-central-1", endpoints: { iam: proxy.endpoint } } },
            "access denied, missing the permission `iam:GetInstanceProfile`",
          ],
        ] as const) {
          declare(declared as Partial<InstanceProfileAssociationArgs>);
          const { exitCode, stdout, stderr } = await project.preview();
          expect(exitCode, stdout).to.not.equal(0);
          expect(stdout + stderr)
            .to.contain(message)
            .and.not.to.match(/\n\s+at \S+ \(/);
        }
        expect((await live()).profile).to.equal("theirs");
      });
    } finally {
      await proxy.close();
    }
  });

  it("keeps what was done when an update fails half-way, and goes on with the next", async () => {
    await attach("theirs");
    const proxy = await startRecordingProxy(aws.endpoint);
    const replaced = () => proxy.calls.some((call) => call.get("Action")?.startsWith("Replace"));
    proxy.refuses = (call) => call.get("Action") === "DescribeInstances" && replaced();
    try {
      await withStack(
        { profile: "web", replaceExisting: true },
        async (project) => {
          const half = await project.up();
          expect(half.exitCode).to.not.equal(0);
          expect(half.stdout + half.stderr).to.contain("missing the permission `ec2:DescribeInstances`");
          expect((await live()).profile).to.equal("web");

          proxy.refuses = () => false;
          expectSuccess(await project.up());
          const { association } = await live();
          expect(await project.outputs()).to.include({ associationId: association });
          expectSuccess(await project.destroy());
          expect((await live()).profile).to.equal("theirs");
        },
        proxy.endpoint,
      );
    } finally {
      await proxy.close();
    }
  });

  it("goes on after an update that was killed in the middle of the change", async () => {
    await attach("theirs");
    const proxy = await startRecordingProxy(aws.endpoint);
    const declared = { profile: "web", replaceExisting: true };
    try {
      await withStack(
        declared,
        async (project) => {
          const killed = await project.upKilledAt(proxy.withhold("ReplaceIamInstanceProfileAssociation"));
          expect([killed.exitCode, (await live()).profile]).to.deep.equal([-1, "web"]);

          proxy.answer();
          const locked = await project.up();
          expect(locked.stdout + locked.stderr)
            .to.contain("the stack is currently locked")
            .and.contain("pulumi cancel");
          expectSuccess(await project.command(["cancel", "--yes", "--stack", "dev"]));
          const next = await project.up();
          expectSuccess(next);
          expect(next.stdout).to.contain("1 pending operations from previous deployment");
          const { association } = await live();
          expect(await project.outputs()).to.include({ associationId: association });

          expectSuccess(await project.refresh("--clear-pending-creates"));
          expect((await project.stackExport()).deployment).to.not.have.property("pending_operations");
          expectSuccess(await project.destroy());
          expect((await live()).profile).to.equal("theirs");
        },
        proxy.endpoint,
      );
    } finally {
      await proxy.close();
    }
  });
});
