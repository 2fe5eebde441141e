import { spawn, spawnSync } from "node:child_process";
import { connect } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import type { ServiceError } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import {
  AnalyzerHandshakeRequest,
  AnalyzerStackConfigureRequest,
  type AnalyzerInfo,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { LanguageHandshakeRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { REPOSITORY } from "../../../tools/repository";
import { isRunning } from "../pulumi-cli/sandbox";
import { HostProcess } from "./host-process";

type Callback<T> = (error: ServiceError | null, response: T) => void;

/** The response of a unary call. */
function answer<T>(call: (callback: Callback<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

/** The error of a unary call. */
function refusal(call: (callback: Callback<unknown>) => unknown): Promise<ServiceError> {
  return new Promise((resolve, reject) => {
    call((error) => {
      if (error === null) reject(new Error("an error was expected"));
      else resolve(error);
    });
  });
}

/** Resolves when nothing listens on the port any longer. */
async function portClosed(port: number): Promise<void> {
  const connected = await new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.once("close", () => {
        resolve(true);
      });
      socket.resume().end();
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
  if (connected) await portClosed(port);
}

describe("the language host", () => {
  let host: HostProcess;
  beforeEach(async () => {
    host = await HostProcess.start();
  });
  afterEach(async () => {
    await host.stop();
  });

  it("says its version", async () => {
    const info = await answer<PluginInfo>((callback) => host.client.getPluginInfo(new Empty(), callback));
    expect(info.getVersion()).to.match(/^3\.\d+\.\d+$/);
  });

  it("answers UNIMPLEMENTED where the engine has a way of its own", async () => {
    const error = await refusal((callback) => host.client.handshake(new LanguageHandshakeRequest(), callback));
    expect(error.code).to.equal(status.UNIMPLEMENTED);
  });

  it("says that a program's packages are not installed", async () => {
    const request = new RunRequest().setPwd(os.tmpdir()).setProgram(".");
    const error = await refusal((callback) => host.client.run(request, callback));
    expect(error.details).to.contain("Cannot find module '@pulumi/pulumi/cmd/run'").and.contain("npm install");
  });

  it("takes the engine's handshake before the pack is started, and its stack before it boots", async () => {
    const pack = await host.runPack("pack");
    await answer((callback) => pack.analyzer.handshake(new AnalyzerHandshakeRequest(), callback));
    const request = new AnalyzerStackConfigureRequest()
      .setOrganization("o")
      .setProject("p")
      .setStack("s")
      .setDryRun(true);
    await answer((callback) => pack.analyzer.configureStack(request, callback));
    const info = await answer<AnalyzerInfo>((callback) => pack.analyzer.getAnalyzerInfo(new Empty(), callback));
    expect(info.getName()).to.equal("fixture-pack");
    pack.analyzer.close();
  });

  it("starts a pack that is asked about itself without a stack, as `pulumi policy publish` does", async () => {
    const pack = await host.runPack("stackless-pack");
    const info = await answer<AnalyzerInfo>((callback) => pack.analyzer.getAnalyzerInfo(new Empty(), callback));
    expect(info.getPoliciesList()[0]?.getDescription()).to.equal("PULUMI_NODEJS_DRY_RUN is undefined");
    pack.analyzer.close();
  });

  it("tells a running pack of a stack too, whatever was called before", async () => {
    const pack = await host.runPack("configured-pack");
    const name = async (): Promise<string> =>
      (await answer<AnalyzerInfo>((callback) => pack.analyzer.getAnalyzerInfo(new Empty(), callback))).getName();
    expect(await name()).to.equal("");
    for (const stack of ["one", "two"]) {
      const request = new AnalyzerStackConfigureRequest().setStack(stack);
      await answer((callback) => pack.analyzer.configureStack(request, callback));
    }
    expect(await name()).to.equal("one two");
    pack.analyzer.close();
  });

  it("serves no longer for a pack that has ended", async () => {
    const pack = await host.runPack("mortal-pack");
    await refusal((callback) => pack.analyzer.getAnalyzerInfo(new Empty(), callback));
    await pack.exitCode;
    pack.analyzer.close();
    await portClosed(pack.port);
  });

  it("answers a call that a pack died under, with how it died, and ends the call to run it", async () => {
    const pack = await host.runPack("mortal-pack");
    const error = await refusal((callback) => pack.analyzer.getAnalyzerInfo(new Empty(), callback));
    expect(error.details).to.match(/the policy pack `.*mortal-pack` exited with exit code 9 while it was in use/);
    expect(await pack.exitCode).to.equal(9);
    expect(pack.stderr()).to.contain("about to die");
    pack.analyzer.close();
  });

  it("ends with the engine, and its packs with it", async () => {
    const pack = await host.runPack("pack-with-pid");
    const info = await answer<AnalyzerInfo>((callback) => pack.analyzer.getAnalyzerInfo(new Empty(), callback));
    const pid = Number(info.getPoliciesList()[0]?.getDescription());
    expect(isRunning(pid)).to.equal(true);
    await host.stop();
    expect(isRunning(pid)).to.equal(false);
    pack.analyzer.close();
  });
});

describe("the launcher of dynamic providers", () => {
  it("says that the SDK is not installed, without a stack trace", () => {
    const launcher = path.join(REPOSITORY, "tools", "language-host", "bin", "pulumi-resource-pulumi-nodejs");
    const result = spawnSync(launcher, ["127.0.0.1:1"], { cwd: os.tmpdir(), encoding: "utf8", input: "" });
    expect(result.status).to.equal(1);
    expect(result.stderr.trim().split("\n")).to.have.length(1);
    expect(result.stderr).to.contain("Cannot find module '@pulumi/pulumi/cmd/dynamic-provider'");
  });

  it("ends with the engine", async () => {
    const launcher = path.join(REPOSITORY, "tools", "language-host", "bin", "pulumi-resource-pulumi-nodejs");
    const child = spawn(launcher, ["127.0.0.1:1"], { cwd: REPOSITORY, stdio: ["pipe", "pipe", "ignore"] });
    const exitCode = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    expect(isRunning(child.pid!)).to.equal(true);
    child.stdin.end();
    expect(await exitCode).to.equal(0);
  });
});
