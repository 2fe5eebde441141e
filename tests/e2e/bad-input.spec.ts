import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { expect } from "chai";

import { cliEnvironment } from "../../tools/preview/cli-environment";
import { testCli, type CliResult } from "../support/pulumi-project";
import { policyEvents, withProject } from "./support";

const PROJECT = "name: wrong\nruntime:\n  name: nodejs\nmain: index.ts\n";

const IMPORTS = `
import * as aws from "@pulumi/aws";
import { grants, Instance, InstanceRole } from "pulumi-ec2-identity";
`;

/** Expects a refusal that says `expected`, without a stack trace. */
function expectRefusal(result: CliResult, ...expected: readonly string[]): void {
  const output = `${result.stdout}\n${result.stderr}`;
  expect(result.exitCode, output).to.not.equal(0);
  for (const text of expected) {
    expect(output).to.contain(text);
  }
  expect(output).to.not.match(/\n\s+at \S+ \(/);
  expect(output).to.not.contain("error serializing property");
}

describe("bad input to the real CLI", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bad-input-"));
    writeFileSync(join(folder, "Pulumi.yaml"), PROJECT);
    writeFileSync(join(folder, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-central-1\n");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("names the wrong key of the stack configuration, what it got and what it expects", async () => {
    const config = { "ec2-identity:instances": { pics: { role: "Get-pics", instanceTyp: "t3.micro" } } };
    await withProject({ folder: ".", copy: false, config }, async (project) => {
      expectRefusal(
        await project.preview(),
        "the configuration of stack `dev` (Pulumi.dev.yaml) is wrong:",
        "ec2-identity:instances.pics: unknown key `instanceTyp`, expected `role`, ",
      );
    });
  });

  it("does not take a stack without configuration, such as a mistyped one, for a compliant one", async () => {
    await withProject({ folder: ".", copy: false, stack: "nope" }, async (project) => {
      expectRefusal(await project.preview(), "stack `nope` configures nothing", "Pulumi.nope.yaml");
    });
  });

  it("lists every wrong argument of a component", async () => {
    writeFileSync(
      join(folder, "index.ts"),
      `${IMPORTS}
      new InstanceRole("web", { path: "apps", maxSessionDuration: 60, statements: [{ actions: [], resources: ["*"] }] });`,
    );
    await withProject({ folder }, async (project) => {
      expectRefusal(
        await project.preview(),
        "invalid arguments of InstanceRole `web`:",
        "path: got `apps`",
        "maxSessionDuration: got `60`",
        "statements[0].actions: ",
      );
    });
  });

  it("refuses at preview a value that is known only there", async () => {
    writeFileSync(
      join(folder, "index.ts"),
      `${IMPORTS}
      const bucket = new aws.s3.Bucket("photos");
      new Instance("web", { profile: bucket.bucket.apply((name) => name + "/*"), instanceType: "t3.micro" });`,
    );
    await withProject({ folder }, async (project) => {
      expectRefusal(await project.preview(), "invalid arguments of Instance `web`:", "profile: got `photos-");
    });
  });

  it("refuses at preview a boundary that allows nothing of what the role is given", async () => {
    writeFileSync(
      join(folder, "index.ts"),
      `${IMPORTS}
      const bucket = new aws.s3.Bucket("photos");
      const Statement = [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }];
      const boundary = new aws.iam.Policy("boundary", { policy: { Version: "2012-10-17", Statement } });
      new InstanceRole("web", { statements: grants.s3.read(bucket), permissionsBoundary: boundary });`,
    );
    await withProject({ folder }, async (project) => {
      expectRefusal(
        await project.preview(),
        "invalid arguments of InstanceRole `web`:",
        "permissionsBoundary: got a boundary that allows nothing of what the role is given by `statements`",
        "such as `s3:GetObject` on `arn:aws:s3:::photos-",
      );
    });
  });

  it("reports a document that is none as a violation, and goes on with the rest", async () => {
    writeFileSync(
      join(folder, "index.ts"),
      `${IMPORTS}
      const role = new aws.iam.Role("app", { assumeRolePolicy: { Version: "2012-10-17", Statement: "everybody" } as never });
      new aws.iam.RolePolicy("admin", {
        role: role.name,
        policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
      });`,
    );
    await withProject({ folder }, async (project) => {
      const result = await project.preview();
      expectRefusal(result);
      const mandatory = policyEvents(result).filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
      const about = (name: string) => mandatory.filter(({ resourceUrn }) => resourceUrn?.endsWith(name));
      expect(about("Role::app").map(({ policyName }) => policyName)).to.include("iam-document-require-valid");
      expect(about("RolePolicy::admin").map(({ policyName }) => policyName)).to.include(
        "iam-policy-disallow-admin-access",
      );
    });
  });

  it("says how to start moto where there is nothing to create on, and leaves no state behind", async () => {
    writeFileSync(join(folder, "index.ts"), `${IMPORTS}\nnew aws.iam.User("developer");`);
    await withProject({ folder }, async (project) => {
      expectRefusal(await project.up(), "moto");
      const { deployment } = await project.stackExport();
      const types = deployment.resources?.map(({ type }) => type) ?? [];
      expect(types).to.not.include("aws:iam/user:User");
    });
  });

  it("says that nothing answers where resources are to be created", async () => {
    writeFileSync(join(folder, "index.ts"), `${IMPORTS}\nnew aws.iam.User("developer");`);
    await withProject({ folder, env: { AWS_ENDPOINT_URL: "http://127.0.0.1:9" } }, async (project) => {
      expectRefusal(await project.up(), "127.0.0.1:9", "moto");
    });
  });

  const brokenPlugins: [string, string, string][] = [
    ["dies at its start", 'echo "the plugin is broken" >&2; exit 3', "the plugin is broken"],
    ["prints something in place of its port", "echo garbage; sleep 600", "garbage"],
  ];
  for (const [name, script, words] of brokenPlugins) {
    it(`shows a provider plugin that ${name}`, async () => {
      writeFileSync(join(folder, "index.ts"), `${IMPORTS}\nnew aws.iam.User("developer");`);
      const bin = join(folder, "bin");
      mkdirSync(bin);
      writeFileSync(join(bin, "pulumi-resource-aws"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      const cliPath = cliEnvironment(process.env, await testCli(), false)["PATH"] ?? "";
      await withProject({ folder, env: { PATH: [bin, cliPath].join(delimiter) } }, async (project) => {
        expectRefusal(await project.preview(), "pulumi-resource-aws", words);
      });
    });
  }
});
