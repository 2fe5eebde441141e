import * as fs from "node:fs";
import * as path from "node:path";
import { expect } from "chai";
import { cliOfLauncher, LAUNCHER_VERSION } from "../../../tools/pulumi-cli/launcher-cli";
import { isRunning, Sandbox } from "./sandbox";

describe("cliOfLauncher", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => {
    sandbox.remove();
  });

  /** A launcher that installs, as the real one does, below PULUMI_HOME. */
  const INSTALL = [
    "echo run >> runs",
    'echo "$@" > arguments',
    'bin="$PULUMI_HOME/versions/$PULUMI_VERSION/bin"',
    'mkdir -p "$bin"',
    'echo cli > "$bin/pulumi"',
    'chmod +x "$bin/pulumi"',
  ];

  it("lets the pinned launcher install below the folder, once", async () => {
    sandbox.script("npm", ...INSTALL);
    const attempt = await cliOfLauncher(sandbox.search());
    if (attempt.kind !== "found") expect.fail(attempt.reason);
    expect(attempt.cli.path.startsWith(sandbox.cliFolder)).to.equal(true);
    expect(fs.readFileSync(attempt.cli.path, "utf8")).to.equal("cli\n");
    expect(await cliOfLauncher(sandbox.search())).to.deep.equal(attempt);
    expect(sandbox.lines("runs")).to.equal(1);
    expect(fs.readFileSync(path.join(sandbox.folder, "arguments"), "utf8").trim()).to.equal(
      `exec --yes --package=pulumi@${LAUNCHER_VERSION} -- pulumi version`,
    );
  });

  it("remembers a failure and does not pay for it again", async () => {
    sandbox.script("npm", "echo run >> runs", "echo 'pulumi: fetch failed' >&2", "exit 1");
    const first = await cliOfLauncher(sandbox.search());
    expect(first).to.include({ kind: "unavailable", reason: "pulumi: fetch failed" });
    const second = await cliOfLauncher(sandbox.search());
    expect(second).to.include({ kind: "unavailable", reason: "it failed before: pulumi: fetch failed" });
    expect(sandbox.lines("runs")).to.equal(1);
    expect(sandbox.kept()).to.have.length(1);
  });

  it("tries again when the memory of the failure is deleted, as the error says", async () => {
    sandbox.script("npm", "exit 1");
    const failed = await cliOfLauncher(sandbox.search());
    if (failed.kind === "found") expect.fail();
    fs.rmSync(/delete `(.*)`/.exec(failed.remedy)![1]!);
    sandbox.script("npm", ...INSTALL);
    expect((await cliOfLauncher(sandbox.search())).kind).to.equal("found");
  });

  it("ends a download that takes too long, with all that it started, and remembers it", async () => {
    sandbox.script("npm", "sleep 600 &", "echo $! > pid.new; mv pid.new pid", "wait");
    const attempt = await cliOfLauncher(sandbox.search(), 400);
    expect(attempt).to.include({ kind: "unavailable", reason: "the download was not done within 0.4 s" });
    expect(isRunning(Number(await sandbox.written("pid")))).to.equal(false);
    expect(sandbox.kept().filter((name) => name.includes(".tmp-"))).to.deep.equal([]);
  });

  it("does not trust a launcher that says success and leaves no CLI", async () => {
    sandbox.script("npm", "exit 0");
    expect(await cliOfLauncher(sandbox.search())).to.include({
      kind: "unavailable",
      reason: "the launcher ended with exit code 0",
    });
  });

  it("says so if there is no npm", async () => {
    const attempt = await cliOfLauncher(sandbox.search());
    expect(attempt.kind === "unavailable" && attempt.reason).to.contain("npm cannot be started");
  });
});
