import { execFile } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join, relative } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import type { Log } from "sarif";
import { REPOSITORY } from "../../tools/repository";
import { startMoto, type Moto } from "../support/moto";
import type { PulumiProject } from "../support/pulumi-project";
import { pythonEnvironment } from "../support/python-environment";
import { githubShells, gitlabShells, type CiShell } from "./ci-jobs";
import { expectSuccess, withProject } from "./support";

/** Makes the project one that depends on this package, with a configuration of the policies, as in an organisation. */
function prepare({ folder }: PulumiProject, preset: string): void {
  const dependencies = { "pulumi-ec2-identity": `file:${relative(folder, REPOSITORY)}` };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", version: "1.0.0", dependencies }));
  copyFileSync(join(REPOSITORY, "policies/presets", `${preset}.json`), join(folder, "policy-config.json"));
}

/** Runs the shells of a job one after the other, as a runner does. Returns the output of each that ran, and its exit code. */
async function runJob(project: PulumiProject, shells: readonly CiShell[], env: Readonly<Record<string, string>>) {
  const lock = await project.shell("npm install --package-lock-only --offline --silent");
  expect(lock.exitCode, lock.stderr).to.equal(0);
  const results: { script: string; exitCode: number; output: string }[] = [];
  for (const shell of shells) {
    const hasFailed = results.some(({ exitCode }) => exitCode !== 0);
    if (hasFailed && !shell.always) continue;
    const result = await project.shell(shell.script, { ...env, ...shell.env });
    results.push({ ...result, script: shell.script, output: `${result.stdout}\n${result.stderr}` });
  }
  return results;
}

/** A state in which each inline policy of a role allows everything. */
function widened(state: Awaited<ReturnType<PulumiProject["stackExport"]>>): unknown {
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });
  const resources = state.deployment.resources?.map((resource) => {
    if (resource["type"] !== "aws:iam/rolePolicy:RolePolicy") return resource;
    const { inputs, outputs } = resource as { inputs: object; outputs: object };
    return { ...resource, inputs: { ...inputs, policy }, outputs: { ...outputs, policy } };
  });
  return { ...state, deployment: { ...state.deployment, resources } };
}

const exitCodes = (results: readonly { exitCode: number }[]) => results.map(({ exitCode }) => exitCode);
const outputs = (results: readonly { script: string; output: string }[]): string =>
  results.map(({ script, output }) => `$ ${script}\n${output}`).join("\n");

/** Values of the expressions in the workflow for GitHub. */
const expressionsFor = ({ folder }: PulumiProject): Record<string, string> => ({
  "vars.PULUMI_BACKEND_URL": BACKEND,
  "secrets.PULUMI_CONFIG_PASSPHRASE": "",
  "github.workspace": folder,
  "github.token": "token",
  "github.event.number": "7",
});
/** Stands for the backend that the project has of its own, see `withBackend`. */
const BACKEND = "file://backend";

/** The shells with the backend of the test's project, which is a folder. */
function withBackend(shells: readonly CiShell[]): readonly CiShell[] {
  return shells.map(({ env: { PULUMI_BACKEND_URL: url, ...env }, ...shell }) => {
    expect(url).to.equal(BACKEND);
    return { ...shell, env };
  });
}

describe("the examples for an organisation's CI", function () {
  this.timeout(300_000);

  it("are what GitHub and GitLab take, by their published schemas", async () => {
    const requirements = join(REPOSITORY, "tests/support/check-jsonschema.txt");
    const bin = await pythonEnvironment({ name: "check-jsonschema", requirements });
    const check = (...args: readonly string[]) =>
      promisify(execFile)(join(bin, "python"), ["-m", "check_jsonschema", ...args]);
    const github = ["--builtin-schema", "vendor.github-workflows"];
    const gitlab = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"];
    await check(...github, join(REPOSITORY, "docs/ci/github-actions.yml"));
    await check(...gitlab, join(REPOSITORY, "docs/ci/gitlab-ci.yml"));
    const failure: unknown = await check(...github, join(REPOSITORY, "docs/ci/gitlab-ci.yml")).catch(
      (error: unknown) => error,
    );
    expect((failure as { stdout: string }).stdout, "the checker tells wrong from right").to.contain(
      "Schema validation errors",
    );
  });

  describe("with a stack that is right", () => {
    let moto: Moto;
    before(async () => {
      moto = await startMoto();
    });
    after(() => moto.stop());

    it("pass the pull request with its summary, and the deployed state; and refuse a state that was changed", async () => {
      await withProject(
        { folder: "examples/many-instances", env: { AWS_ENDPOINT_URL: moto.endpoint } },
        async (project) => {
          prepare(project, "recommended");
          const { folder } = project;
          const bin = join(folder, "bin");
          mkdirSync(bin);
          // Stands for GitHub's command line: keeps what it was asked to comment.
          writeFileSync(join(bin, "gh"), '#!/bin/sh\nprintf "%s\\n" "$@" > gh-arguments\n');
          chmodSync(join(bin, "gh"), 0o755);
          const path = [bin, (await project.shell('printf %s "$PATH"')).stdout].join(delimiter);
          const env = { GITHUB_STEP_SUMMARY: join(folder, "summary.md"), RUNNER_TEMP: folder, PATH: path };
          const expressions = expressionsFor(project);

          const preview = await runJob(project, withBackend(githubShells("preview", expressions)), env);
          expect(exitCodes(preview), outputs(preview)).to.deep.equal([0, 0, 0, 0, 0]);
          const summary = readFileSync(join(folder, "summary.md"), "utf8");
          expect(summary).to.contain("0 violations, ");
          expect(summary).to.match(
            /\| `worker` \(new\) \| .*sqs \(ReceiveMessage\).* \| nobody in this stack \| .*Instance `three`/,
          );
          expect(readFileSync(join(folder, "gh-arguments"), "utf8").split("\n")).to.include.members(["comment", "7"]);
          const { runs } = JSON.parse(readFileSync(join(folder, "ec2-identity.sarif"), "utf8")) as Log;
          expect(runs[0]?.results?.filter(({ level }) => level !== "note")).to.deep.equal([]);

          expectSuccess(await project.up());
          const deployed = withBackend(githubShells("deployed", expressions));
          const analysis = await runJob(project, deployed, env);
          expect(exitCodes(analysis), outputs(analysis)).to.deep.equal([0, 0, 0, 0]);
          expect(readFileSync(join(folder, "ec2-identity.md"), "utf8")).to.match(/0 violations[^]*\| `worker` \|/);

          writeFileSync(join(folder, "widened.json"), JSON.stringify(widened(await project.stackExport())));
          expectSuccess(await project.command(["stack", "import", "--stack", "dev", "--file", "widened.json"]));
          const gitlab = await runJob(project, gitlabShells("deployed"), {
            CI_PROJECT_DIR: folder,
            AWS_TOKEN: "token",
          });
          expect(gitlab[0]?.exitCode, outputs(gitlab)).to.not.equal(0);
          expect(gitlab[0]?.output).to.contain("one or more mandatory policy violations were found");
          expect(gitlab[0]?.output).to.contain("grants administrator access");
          expect(readFileSync(join(folder, "ec2-identity.md"), "utf8")).to.contain("iam-policy-disallow-admin-access");
        },
      );
    });
  });

  it("refuse a merge request with mistakes, and say so in a note", async () => {
    const notes: { url: string | undefined; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        notes.push({ url: request.url, body: new URLSearchParams(body).get("body") ?? "" });
        response.end("{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      await withProject({ folder: "examples/mistakes" }, async (project) => {
        prepare(project, "recommended");
        const [job, after] = await runJob(project, gitlabShells("preview"), {
          CI_PROJECT_DIR: project.folder,
          CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          CI_PROJECT_ID: "1",
          CI_MERGE_REQUEST_IID: "2",
          MERGE_REQUEST_TOKEN: "token",
          AWS_TOKEN: "token",
        });
        expect(job?.exitCode, job?.output).to.not.equal(0);
        expect(after?.exitCode, after?.output).to.equal(0);
        expect(notes.map(({ url }) => url)).to.deep.equal(["/projects/1/merge_requests/2/notes"]);
        expect(notes[0]?.body).to.match(/# EC2 identity\n\n\d+ violations/);
        expect(notes[0]?.body).to.contain("iam-policy-disallow-pass-role-wildcard");
      });
    } finally {
      server.close();
    }
  });
});
