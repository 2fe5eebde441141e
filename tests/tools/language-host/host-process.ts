import { spawn, type ChildProcessByStdio } from "node:child_process";
import * as path from "node:path";
import type { Readable, Writable } from "node:stream";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { ProgramInfo, RunPluginRequest, type RunPluginResponse } from "@pulumi/pulumi/proto/language_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { REPOSITORY } from "../../../tools/repository";

const LAUNCHER = path.join(REPOSITORY, "tools", "language-host", "bin", "pulumi-language-nodejs");
const PACKS = path.join(REPOSITORY, "tests", "e2e", "fixtures", "language-host");

function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      if (text.includes("\n")) resolve(text.split("\n", 1)[0]!);
    });
  });
}

/** A fixture pack that the host runs, seen as the engine sees it. */
export interface RunningPack {
  readonly analyzer: AnalyzerClient;
  /** Where the host serves it. */
  readonly port: number;
  readonly stderr: () => string;
  /** Resolves with the exit code that ends the call. */
  readonly exitCode: Promise<number>;
}

/** The language host as a process of its own, started as the engine starts it. */
export class HostProcess {
  private constructor(
    readonly child: ChildProcessByStdio<Writable, Readable, Readable>,
    readonly client: LanguageRuntimeClient,
    readonly exited: Promise<number | null>,
  ) {}

  static async start(): Promise<HostProcess> {
    const child = spawn(LAUNCHER, ["127.0.0.1:1"], { stdio: ["pipe", "pipe", "pipe"] });
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const port = await firstLine(child.stdout);
    return new HostProcess(child, new LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure()), exited);
  }

  /** Starts a fixture pack through RunPlugin. */
  async runPack(name: string, env: Readonly<Record<string, string>> = {}): Promise<RunningPack> {
    const directory = path.join(PACKS, name);
    const info = new ProgramInfo()
      .setProgramDirectory(directory)
      .setRootDirectory(directory)
      .setEntryPoint(".")
      .setOptions(Struct.fromJavaScript({ typescript: false }));
    const request = new RunPluginRequest()
      .setKind("analyzer")
      .setPwd(directory)
      .setArgsList(["127.0.0.1:1"])
      .setEnvList(Object.entries({ PATH: process.env["PATH"] ?? "", ...env }).map(([key, value]) => `${key}=${value}`))
      .setInfo(info);
    const call = this.client.runPlugin(request);
    let stdout = "";
    let stderr = "";
    return new Promise((resolve, reject) => {
      const exitCode = new Promise<number>((ended) => {
        call.on("data", (response: RunPluginResponse) => {
          stdout += Buffer.from(response.getStdout_asU8()).toString("utf8");
          stderr += Buffer.from(response.getStderr_asU8()).toString("utf8");
          if (response.hasExitcode()) ended(response.getExitcode());
          const port = /^(\d+)\n/.exec(stdout)?.[1];
          if (port === undefined) return;
          const analyzer = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
          resolve({ analyzer, port: Number(port), stderr: () => stderr, exitCode });
        });
      });
      call.on("error", reject);
    });
  }

  /** Ends the host as the engine's death does: its standard input ends. */
  async stop(): Promise<void> {
    this.child.stdin.end();
    await this.exited;
    this.client.close();
  }
}
