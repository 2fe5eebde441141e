import { execFileSync, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { expect } from "chai";
import { cliBuiltWithGo, pinnedVersion } from "../../../tools/pulumi-cli/built-cli";
import { isRunning, Sandbox } from "./sandbox";

const BUILD_SCRIPT = path.join(__dirname, "fixtures", "build-cli.ts");

describe("cliBuiltWithGo", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => {
    sandbox.remove();
  });

  /** A `go` whose output is a CLI that says the version. */
  const builds = (version: string): string[] => [
    "echo run >> runs",
    'echo "$@" > arguments',
    'while [ "$1" != -o ]; do shift; done',
    `printf '#!/bin/sh\\necho v${version}\\n' > "$2"`,
    'chmod +x "$2"',
  ];
  const leftovers = (): string[] => sandbox.kept().filter((name) => name.includes(".tmp-"));

  it("builds what go.mod pins, once", async () => {
    sandbox.script("go", ...builds(pinnedVersion()));
    const attempt = await cliBuiltWithGo(sandbox.search());
    if (attempt.kind !== "found") expect.fail(attempt.reason);
    expect(attempt.cli.version).to.equal(pinnedVersion());
    expect(execFileSync(attempt.cli.path, ["version"], { encoding: "utf8" })).to.equal(`v${pinnedVersion()}\n`);
    expect(await cliBuiltWithGo(sandbox.search())).to.deep.equal(attempt);
    expect(sandbox.lines("runs")).to.equal(1);
    expect(fs.readFileSync(path.join(sandbox.folder, "arguments"), "utf8")).to.contain("-mod=readonly");
    expect(leftovers()).to.deep.equal([]);
  });

  it("puts the language host and the launcher of dynamic providers beside it", async () => {
    sandbox.script("go", ...builds(pinnedVersion()));
    const attempt = await cliBuiltWithGo(sandbox.search());
    if (attempt.kind !== "found") expect.fail(attempt.reason);
    const folder = path.dirname(attempt.cli.path);
    expect(fs.readdirSync(folder)).to.include.members(["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
    const host = spawnSync(path.join(folder, "pulumi-language-nodejs"), [], { encoding: "utf8" });
    expect(host.stderr).to.contain("the address of the engine is missing");
    expect(host.status).to.equal(1);
  });

  const failures: [string, string[] | undefined, string][] = [
    ["there is no go", undefined, "there is no `go` on the PATH"],
    [
      "go cannot fetch",
      ["echo 'go: downloading x v1' >&2", "echo 'dial tcp: lookup proxy: no such host' >&2", "exit 1"],
      "`go build` failed:\ngo: downloading x v1\ndial tcp: lookup proxy: no such host",
    ],
    ["what was built is another version", builds("3.1.0"), "what was built is not usable: it is version 3.1.0"],
  ];
  for (const [name, go, reason] of failures) {
    it(`says so, leaves nothing behind and tries again if ${name}`, async () => {
      if (go !== undefined) sandbox.script("go", ...go);
      const attempt = await cliBuiltWithGo(sandbox.search());
      expect(attempt.kind === "unavailable" && attempt.reason).to.contain(reason);
      expect(sandbox.kept()).to.deep.equal([]);
      sandbox.script("go", ...builds(pinnedVersion()));
      expect((await cliBuiltWithGo(sandbox.search())).kind).to.equal("found");
    });
  }

  it("stops a second build when another process is done first", async () => {
    sandbox.script("go", "mkdir first 2>/dev/null || { sleep 600; exit 1; }", ...builds(pinnedVersion()));
    const both = await Promise.all([cliBuiltWithGo(sandbox.search()), cliBuiltWithGo(sandbox.search())]);
    expect(both.map((attempt) => attempt.kind)).to.deep.equal(["found", "found"]);
    expect(sandbox.lines("runs")).to.equal(1);
    expect(leftovers()).to.deep.equal([]);
  });

  it("removes what a killed build left, and not what a running one works on", async () => {
    const ended = spawnSync("true").pid;
    const dead = path.join(sandbox.cliFolder, `built-x.tmp-${ended}-abcdef`);
    const alive = path.join(sandbox.cliFolder, `built-x.tmp-${process.pid}-abcdef`);
    fs.mkdirSync(dead, { recursive: true });
    fs.mkdirSync(alive);
    sandbox.script("go", ...builds(pinnedVersion()));
    await cliBuiltWithGo(sandbox.search());
    expect(fs.existsSync(dead)).to.equal(false);
    expect(fs.existsSync(alive)).to.equal(true);
  });

  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(`kills go and its children on ${signal} and leaves nothing behind`, async () => {
      sandbox.script("go", "sleep 600 &", "echo $$ $! > pids.new; mv pids.new pids", "wait");
      const main = spawn(process.execPath, ["--require", "tsx/cjs", BUILD_SCRIPT, sandbox.cliFolder], {
        env: { PATH: sandbox.bin },
        stdio: "ignore",
      });
      const ended = new Promise<number | null>((resolve) => main.once("close", resolve));
      const pids = (await sandbox.written("pids")).trim().split(" ").map(Number);
      expect(pids.map(isRunning)).to.deep.equal([true, true]);
      main.kill(signal);
      expect(await ended).to.equal(exitCode);
      expect(pids.map(isRunning)).to.deep.equal([false, false]);
      expect(sandbox.kept()).to.deep.equal([]);
    });
  }
});
