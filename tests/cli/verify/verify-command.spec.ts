import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { expect } from "chai";

import { startAwsStandIn, type AwsStandIn } from "../../support/aws-stand-in";
import { commandLine } from "../../support/command-line";
import { readSarif } from "../../support/sarif";
import { runCli } from "../run-cli";

describe("ec2-identity verify", function () {
  this.timeout(120_000);

  describe("against AWS's stand-in", () => {
    let aws: AwsStandIn;
    let instance: string;
    let folder: string;

    before(async function () {
      this.timeout(10 * 60 * 1000);
      folder = mkdtempSync(join(tmpdir(), "verify-"));
      aws = await startAwsStandIn();
      const { Instances } = await new EC2Client(aws.clientSettings()).send(
        new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: "ami-12345678" }),
      );
      instance = Instances?.[0]?.InstanceId ?? "";
    });
    after(async () => {
      rmSync(folder, { recursive: true });
      await aws.stop();
    });

    /** Runs the command without blocking this process, in which the stand-in's layer lives. */
    function verify(...args: readonly string[]): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
      const child = spawn(
        process.execPath,
        [...commandLine(), "verify", ...args, "--endpoint-url", aws.endpoint, "--region", "eu-central-1"],
        {
          env: {
            ...process.env,
            NODE_OPTIONS: "",
            AWS_ACCESS_KEY_ID: "offline",
            AWS_SECRET_ACCESS_KEY: "offline",
            PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}`,
          },
        },
      );
      const printed = { stdout: "", stderr: "" };
      child.stdout.on("data", (data: Buffer) => (printed.stdout += data.toString("utf8")));
      child.stderr.on("data", (data: Buffer) => (printed.stderr += data.toString("utf8")));
      return new Promise((resolve) =>
        child.once("close", (exitCode) => {
          resolve({ exitCode, ...printed });
        }),
      );
    }

    it("prints a table and ends with 1 where something differs", async () => {
      const { exitCode, stdout } = await verify("--instance", instance);
      expect(exitCode).to.equal(1);
      expect(stdout).to.contain(instance).and.to.contain("instance-shows-profile").and.to.contain("differs");
    });

    it("prints one value in json, and each difference in sarif", async () => {
      const json = await verify("--instance", instance, "--format", "json");
      const { checks } = JSON.parse(json.stdout) as { checks: { id: string; status: string }[] };
      expect(checks).to.deep.include({
        id: "instance-shows-profile",
        status: "differs",
        message: "it shows no instance profile",
        subject: instance,
      });
      const sarif = await verify("--instance", instance, "--format", "sarif");
      const { runs } = readSarif(sarif.stdout);
      expect(runs[0]?.results?.map(({ ruleId, level }) => [ruleId, level])).to.deep.include([
        "instance-shows-profile",
        "error",
      ]);
    });

    it("takes what is declared from the stack's export", async () => {
      const exported = {
        deployment: {
          resources: [
            { type: "aws:ec2/instance:Instance", urn: "urn", outputs: { id: instance, iamInstanceProfile: "web" } },
            { type: "aws:autoscaling/group:Group", urn: "urn::group", outputs: { name: "empty" } },
            { type: "aws:ec2/launchTemplate:LaunchTemplate", urn: "urn::lt", outputs: { id: "lt-0123456789abcdef0" } },
            { type: "aws:ec2/fleet:Fleet", urn: "urn:pulumi:dev::shop::aws:ec2/fleet:Fleet::web", outputs: {} },
          ],
        },
      };
      const pulumi = join(folder, "pulumi");
      writeFileSync(
        pulumi,
        `#!/bin/sh\n[ "$1 $2 $3 $4" = "stack export --stack prod" ] && echo '${JSON.stringify(exported)}'\n`,
      );
      chmodSync(pulumi, 0o755);
      const { exitCode, stdout } = await verify("--stack", "prod", "--format", "sarif");
      expect(exitCode).to.equal(1);
      const found = readSarif(stdout).runs[0]?.results?.map(({ ruleId, level, message }) => [
        ruleId,
        level,
        message.text,
      ]);
      expect(found).to.deep.include.members([
        ["instance-shows-profile", "error", `${instance}: it shows no instance profile, expected \`web\``],
        [
          "template-exists",
          "error",
          "lt-0123456789abcdef0/$Default: there is no such launch template, or no such version, in this account and region",
        ],
        [
          "resource-is-covered",
          "warning",
          "urn:pulumi:dev::shop::aws:ec2/fleet:Fleet::web: it starts instances, or says how they are started: they are not read",
        ],
      ]);
    });
  });

  for (const [what, args, want] of [
    ["nothing to verify", [], "--stack or --instance: expected exactly one of them"],
    ["both", ["--stack", "a", "--instance", "i-00000001"], "--stack or --instance: expected exactly one of them"],
    ["an id that is none", ["--instance", "web"], "--instance: got `web`, expected `i-`"],
    [
      "secrets of an instance",
      ["--instance", "i-00000001", "--show-secrets"],
      "--show-secrets: got it with --instance",
    ],
    ["a wrong member", ["--instance", "i-00000001", "--expected", "e.json"], "e.json /httpPutResponseHopLimit"],
    ["no such file", ["--instance", "i-00000001", "--expected", "none.json"], "none.json: there is no such file"],
  ] as const) {
    it(`ends with 2 for ${what}`, () => {
      const run = runCli(["verify", ...args], { files: { "e.json": { httpPutResponseHopLimit: "one" } } });
      expect([run.exitCode, run.stdout]).to.deep.equal([2, ""]);
      expect(run.stderr).to.contain(want);
    });
  }

  it("ends with 3 where no server answers, and names it", () => {
    const endpoint = ["--endpoint-url", "http://127.0.0.1:9", "--region", "eu-central-1"];
    const keys = { AWS_ACCESS_KEY_ID: "offline", AWS_SECRET_ACCESS_KEY: "offline", AWS_MAX_ATTEMPTS: "1" };
    const run = runCli(["verify", "--instance", "i-00000001", ...endpoint, "--format", "markdown"], { env: keys });
    expect(run.exitCode).to.equal(3);
    expect(run.stdout).to.contain("| instance-exists | not read | `http://127.0.0.1:9` is not reachable: check the");
  });

  it("ends with 2 where the stack cannot be exported", () => {
    const run = runCli(["verify", "--stack", "prod"], { env: { PATH: "" } });
    expect([run.exitCode, run.stderr]).to.deep.equal([
      2,
      "ec2-identity: stack prod: it cannot be exported: the Pulumi CLI is not on the path\n",
    ]);
  });
});
