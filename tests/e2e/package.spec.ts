import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { expect } from "chai";

import { REPOSITORY } from "../../tools/repository";
import { startAwsStandIn, type AwsStandIn } from "../support/aws-stand-in";
import { transpileProject } from "../support/transpile-project";
import { changes, expectSuccess, policyEvents, previewedInputs, withProject } from "./support";

const PROGRAM = `
const aws = require("@pulumi/aws");
const { InstanceRole, Instance } = require("pulumi-ec2-identity");
const role = new InstanceRole("web", {
  statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::example/*"] }],
});
new Instance("web", { role, instanceType: "t3.micro" });
new aws.s3.Bucket("logs", { forceDestroy: true });
`;

interface PackedFile {
  readonly path: string;
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", [...args, "--loglevel=error"], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

describe("the package, as npm delivers it", function () {
  this.timeout(300_000);
  let work: string;
  let project: string;
  let files: readonly string[];

  before(() => {
    work = mkdtempSync(join(tmpdir(), "package-"));
    project = join(work, "project");
    mkdirSync(project);
    const [packed] = JSON.parse(
      npm(["pack", "--json", "--ignore-scripts", "--pack-destination", work], REPOSITORY),
    ) as [{ filename: string; files: PackedFile[] }];
    files = packed.files.map(({ path }) => path);
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", version: "1.0.0", main: "index.js" }));
    npm(["install", join(work, packed.filename)], project);
    writeFileSync(join(project, "Pulumi.yaml"), "name: user\nruntime:\n  name: nodejs\nmain: index.js\n");
    writeFileSync(join(project, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-central-1\n");
    writeFileSync(join(project, "index.js"), PROGRAM);
  });

  after(() => {
    rmSync(work, { recursive: true, force: true });
  });

  it("holds the compiled package, the pack and what a user reads, and nothing else", () => {
    const outside = files.filter((path) => !path.startsWith("dist/"));
    expect(outside).to.have.members(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
    expect(files).to.include.members([
      "dist/components/index.js",
      "dist/components/index.d.ts",
      "dist/iam/index.js",
      "dist/iam/index.d.ts",
      "dist/policies/index.js",
      "dist/policies/registry.d.ts",
      "dist/policies/package.json",
      "dist/policies/PulumiPolicy.yaml",
    ]);
    expect(files).to.not.include("dist/.sources-sha256");
    expect(files.filter((path) => /\.(ts|tsbuildinfo|spec\.js)$/.test(path) && !path.endsWith(".d.ts"))).to.deep.equal(
      [],
    );
  });

  it("previews a program that uses a component, under the pack out of node_modules", async () => {
    const policyPacks = [join(project, "node_modules/pulumi-ec2-identity/dist/policies")];
    await withProject({ folder: project, copy: false, policyPacks }, async (user) => {
      const result = await user.preview();
      expectSuccess(result);
      expect(changes(result)).to.deep.equal({ create: 12 });
      expect(policyEvents(result)).to.deep.equal([]);
      const instance = previewedInputs(result, "aws:ec2/instance:Instance")["web"];
      expect(instance).to.have.nested.property("metadataOptions.httpTokens", "required");
    });
  });

  it("gives its policies to an organisation's own pack, which adds its own", async () => {
    const pack = join(project, "pack");
    cpSync(join(REPOSITORY, "examples/own-policy-pack"), pack, { recursive: true });
    transpileProject(pack);
    const env = { EC2_IDENTITY_REPORT: join(pack, "report") };
    await withProject({ folder: project, copy: false, policyPacks: [pack], env }, async (user) => {
      const result = await user.preview();
      expect(result.exitCode, result.stderr).to.not.equal(0);
      expect(policyEvents(result).map(({ policyName }) => policyName)).to.deep.equal([
        "s3-bucket-disallow-force-destroy",
      ]);
    });
    const report = readFileSync(join(pack, "report.md"), "utf8");
    expect(report, "the report has the organisation's own policies too").to.contain(
      "`s3-bucket-disallow-force-destroy`",
    );
    expect(report).to.contain("| `web` (new) |");
    // `pulumi policy publish` uploads what npm packs, and installs the dependencies where the pack runs.
    const [published] = JSON.parse(npm(["pack", "--json", "--dry-run"], pack)) as [{ files: PackedFile[] }];
    expect(published.files.map(({ path }) => path)).to.include.members([
      "PulumiPolicy.yaml",
      "index.js",
      "package.json",
    ]);
  });

  it("runs the dynamic provider of an association out of node_modules, where no source is", async () => {
    const aws = await startAwsStandIn();
    try {
      const instance = await instanceWithProfileToAttach(aws);
      const folder = join(project, "association");
      mkdirSync(folder);
      writeFileSync(join(folder, "Pulumi.yaml"), "name: user\nruntime:\n  name: nodejs\nmain: index.js\n");
      writeFileSync(join(folder, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-central-1\n");
      writeFileSync(
        join(folder, "index.js"),
        `const { InstanceProfileAssociation } = require("pulumi-ec2-identity");
         exports.arn = new InstanceProfileAssociation("web", { instance: "${instance}", profile: "web" }).profileArn;`,
      );
      const env = { AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: "offline", AWS_SECRET_ACCESS_KEY: "offline" };
      await withProject({ folder, copy: false, policyPacks: [], env }, async (user) => {
        expectSuccess(await user.up());
        expect(await user.outputs()).to.deep.equal({ arn: "arn:aws:iam::123456789012:instance-profile/web" });
        expectSuccess(await user.destroy());
      });
    } finally {
      await aws.stop();
    }
  });
});

/** Makes an instance without a profile, and the profile `web`; returns the instance's id. */
async function instanceWithProfileToAttach(aws: AwsStandIn): Promise<string> {
  const iam = new IAMClient(aws.clientSettings());
  await iam.send(new CreateRoleCommand({ RoleName: "web", AssumeRolePolicyDocument: "{}" }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "web" }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "web", RoleName: "web" }));
  const launch = new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: "ami-12345678" });
  return (await new EC2Client(aws.clientSettings()).send(launch)).Instances?.[0]?.InstanceId ?? "";
}
