import { expect } from "chai";
import { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { configEnvironment, policyPackEnvironment } from "../../../tools/language-host/config-environment";
import { runArguments, runResponse } from "../../../tools/language-host/run-program";

const SETTINGS = {
  organization: "o",
  project: "p",
  stack: "s",
  dryRun: false,
  config: new Map([
    ["p:plain", "text"],
    ["aws:region", "eu-west-1"],
    ["p:object", '{"a:b":1}'],
  ]),
  configSecretKeys: ["p:plain"],
};

describe("the environment of programs and packs", () => {
  it("has the configuration in the SDK's form of key", () => {
    const env = configEnvironment(SETTINGS);
    expect(JSON.parse(env["PULUMI_CONFIG"]!)).to.deep.equal({
      "p:config:plain": "text",
      "aws:config:region": "eu-west-1",
      "p:config:object": '{"a:b":1}',
    });
    expect(JSON.parse(env["PULUMI_CONFIG_SECRET_KEYS"]!)).to.deep.equal(["p:config:plain"]);
  });

  it("tells a pack its stack, and `false` outside a preview", () => {
    expect(policyPackEnvironment(SETTINGS)).to.include({
      PULUMI_NODEJS_ORGANIZATION: "o",
      PULUMI_NODEJS_PROJECT: "p",
      PULUMI_NODEJS_STACK: "s",
      PULUMI_NODEJS_DRY_RUN: "false",
    });
  });
});

describe("a run of a program", () => {
  it("has the engine's settings as flags, and then the entry point and the program's arguments", () => {
    const request = new RunRequest()
      .setMonitorAddress("127.0.0.1:2")
      .setProject("p")
      .setStack("s")
      .setPwd("/p")
      .setDryrun(true)
      .setParallel(4)
      .setProgram("index.ts")
      .setArgsList(["x"]);
    expect(runArguments(request, "127.0.0.1:1").join(" ")).to.equal(
      "--monitor 127.0.0.1:2 --engine 127.0.0.1:1 --project p --stack s --pwd /p --dry-run true --parallel 4 index.ts x",
    );
  });

  it("ends well, with Bail, or with an error", () => {
    expect(runResponse({ code: 0 }).toObject()).to.deep.equal({ error: "", bail: false });
    expect(runResponse({ code: 32 }).toObject()).to.deep.equal({ error: "", bail: true });
    expect(runResponse({ code: 3 }).getError()).to.equal("the program exited with exit code 3");
    expect(runResponse({ signal: "SIGSEGV" }).getError()).to.equal("the program was ended by the signal SIGSEGV");
    expect(runResponse({ error: new Error("spawn E2BIG") }).getError()).to.equal(
      "the program could not be started: spawn E2BIG",
    );
  });
});
