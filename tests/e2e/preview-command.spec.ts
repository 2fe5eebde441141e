import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { REPOSITORY } from "../../tools/repository";
import { testCli } from "../support/pulumi-project";

const FIXTURES = path.join("tests", "e2e", "fixtures", "language-host");
const PROGRAM = path.join(FIXTURES, "program");
const PACK = path.join(FIXTURES, "pack");

/** What package.json loads before the command. */
const LOADERS = ["--require", "./tools/check-node.cjs", "--require", "tsx/cjs"];

describe("npm run preview and npm run pulumi", () => {
  let home: string;
  before(async () => {
    await testCli();
  });
  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), "home-"));
  });
  afterEach(() => {
    fs.rmSync(home, { recursive: true });
  });

  /** Runs the command as npm does, for a user without any Pulumi or AWS settings. */
  function npmRun(script: "preview" | "pulumi", args: string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
    const clean = Object.entries(process.env).filter(([name]) => !/^(AWS|PULUMI)_/.test(name) || name === "PULUMI_CLI");
    return spawnSync(process.execPath, [...LOADERS, "tools/preview/main.ts", script, ...args], {
      cwd: REPOSITORY,
      encoding: "utf8",
      env: { ...Object.fromEntries(clean), HOME: home, INIT_CWD: REPOSITORY, ...env },
    });
  }

  /** Expects an error that the user can mend: its exit code, its words, one message and no stack trace. */
  function expectError(result: SpawnSyncReturns<string>, ...words: string[]): void {
    expect(result.status, result.stdout + result.stderr).to.equal(2);
    expect(result.stdout).to.equal("");
    for (const word of words) expect(result.stderr).to.contain(word);
    expect(result.stderr).to.not.match(/^\s+at /m);
  }

  it("previews with the pack, asks nothing, and changes no file of the project", () => {
    const before = fs.readFileSync(path.join(PROGRAM, "Pulumi.dev.yaml"), "utf8");
    const result = npmRun("preview", ["--no-build", "--cwd", PROGRAM, "--policy-pack", PACK]);
    expect(result.status, result.stdout + result.stderr).to.equal(0);
    expect(result.stdout).to.contain("fixture-pack@v1.0.0").and.contain("2 to create").and.contain('"dryRun":true');
    expect(result.stderr).to.equal(
      "AWS: offline provider (no AWS credentials are configured); nothing is sent to AWS\n",
    );
    expect(fs.readFileSync(path.join(PROGRAM, "Pulumi.dev.yaml"), "utf8")).to.equal(before);
  });

  it("says why it is offline where credentials are configured", () => {
    const keys = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
    const asked = npmRun("preview", ["--no-build", "--cwd", PROGRAM, "--policy-pack", PACK, "--offline"], keys);
    expect(asked.stderr).to.contain("as --offline asks");
    const real = npmRun("preview", ["--no-build", "--cwd", PROGRAM, "--policy-pack", PACK], keys);
    expect(real.stderr).to.equal("");
  });

  it("hands the CLI's exit code and further flags on", () => {
    const failed = npmRun("preview", [
      ...["--no-build", "--cwd", PROGRAM, "--policy-pack", PACK],
      ...["--config", "language-host-fixture:failure=exit"],
    ]);
    expect(failed.status).to.not.equal(0);
    expect(failed.stdout).to.contain("exited with exit code 3");
    const unchanged = npmRun("preview", ["--no-build", "--cwd", PROGRAM, "--policy-pack", PACK, "--expect-no-changes"]);
    expect(unchanged.status).to.not.equal(0);
    expect(unchanged.stderr).to.contain("no changes were expected");
  });

  it("runs any command of the CLI", async () => {
    const version = npmRun("pulumi", ["version"]);
    expect(version.status).to.equal(0);
    expect(version.stdout.trim().replace(/^v/, "")).to.equal((await testCli()).version);
    expect(version.stderr).to.equal("");
  });

  it("names what is wrong with the folder, the stack and the pack", () => {
    expectError(npmRun("preview", ["--cwd", "nowhere"]), "nowhere` does not exist", "--cwd");
    expectError(npmRun("preview", ["--cwd", home]), "is no Pulumi project");
    const pack = ["--no-build", "--cwd", PROGRAM, "--policy-pack"];
    expectError(npmRun("preview", [...pack, home]), "is no policy pack", "--policy-pack");
    expectError(npmRun("preview", [...pack, PACK, "--stack", "a b"]), "`a b` is no stack name", "--stack");
    expectError(npmRun("preview", ["--offline", "--online"]), "cannot be used with option");
  });

  it("names a PULUMI_CLI that is none", () => {
    const env = { PULUMI_CLI: path.join(home, "pulumi") };
    expectError(npmRun("pulumi", ["version"], env), env.PULUMI_CLI, "no executable file", "unset it");
  });

  it("does not make a stack in the user's own backend, and says how to", () => {
    const backend = path.join(home, "backend");
    fs.mkdirSync(backend);
    const env = { PULUMI_BACKEND_URL: pathToFileURL(backend).href, PULUMI_CONFIG_PASSPHRASE: "" };
    const arguments_ = ["--no-build", "--cwd", PROGRAM, "--policy-pack", PACK];
    expectError(npmRun("preview", arguments_, env), "no stack named 'dev' found", "npm run pulumi -- stack init dev");
  });

  it("says what the operating system refuses", () => {
    const credentials = path.join(home, ".pulumi", "credentials.json");
    fs.mkdirSync(credentials, { recursive: true });
    expectError(npmRun("preview", ["--no-build", "--cwd", PROGRAM, "--policy-pack", PACK]), "EISDIR");
  });
});
