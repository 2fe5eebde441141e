import type { ServerWritableStream } from "@grpc/grpc-js";
import { RunPluginResponse, type RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import { childExit, spawnNode, type ChildExit } from "./child-processes";
import { policyPackEnvironment, type StackSettings } from "./config-environment";
import { createServer, listen } from "../plugin/loopback-server";
import { startPolicyPack, type PolicyPackOutput, type PolicyPackProcess } from "./policy-pack-process";
import { PolicyProxy } from "./policy-proxy";
import { pulumiScript } from "./pulumi-module";
import { runtimeOptions } from "./runtime-options";

type PluginCall = ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/** The request's `NAME=value` lines; a later line wins, as in Go's os/exec. */
function environment(request: RunPluginRequest): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const line of request.getEnvList()) {
    const equals = line.indexOf("=", 1);
    if (equals !== -1) env[line.slice(0, equals)] = line.slice(equals + 1);
  }
  return { ...env, PULUMI_NODEJS_TYPESCRIPT: String(runtimeOptions(request.getInfo()).typescript) };
}

function output(call: PluginCall): PolicyPackOutput {
  return {
    stdout: (chunk) => call.write(new RunPluginResponse().setStdout(chunk)),
    stderr: (chunk) => call.write(new RunPluginResponse().setStderr(chunk)),
  };
}

/** Answers the call with how the plugin ended, and ends it. A plugin without an exit code of its own counts as 1. */
function end(call: PluginCall, exit: ChildExit): void {
  call.write(new RunPluginResponse().setExitcode(exit.code ?? 1));
  call.end();
}

/** Serves a {@link PolicyProxy} in place of the pack until the pack ends or the engine cancels the call. */
async function runPolicyPack(call: PluginCall): Promise<void> {
  const request = call.request;
  const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const script = pulumiScript("run-policy-pack", directory);
  const { nodeArguments } = runtimeOptions(request.getInfo());
  const server = createServer();
  let pack: PolicyPackProcess | undefined;
  const start = (settings: StackSettings | undefined): PolicyPackProcess => {
    const args = [...nodeArguments, script, ...request.getArgsList(), directory];
    const env = { ...environment(request), ...(settings === undefined ? {} : policyPackEnvironment(settings)) };
    pack = startPolicyPack({ directory, args, env }, output(call));
    void pack.exit.then((exit) => {
      end(call, exit);
      // Calls that are being answered with how the pack ended still get their answer.
      server.tryShutdown(() => undefined);
    });
    return pack;
  };
  const proxy = new PolicyProxy(start);
  server.addService(proxy.service, proxy.handlers());
  call.once("cancelled", () => {
    pack?.kill();
    server.forceShutdown();
  });
  const port = await listen(server);
  output(call).stdout(Buffer.from(`${port}\n`));
}

/** Runs a plugin written in TypeScript or JavaScript (PulumiPlugin.yaml) through the SDK. */
async function runOtherPlugin(call: PluginCall): Promise<void> {
  const request = call.request;
  const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const script = pulumiScript("run-plugin", directory);
  const { nodeArguments } = runtimeOptions(request.getInfo());
  const child = spawnNode([...nodeArguments, script, directory, ...request.getArgsList()], {
    cwd: request.getPwd(),
    env: environment(request),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const sink = output(call);
  child.stdout?.on("data", sink.stdout);
  child.stderr?.on("data", sink.stderr);
  call.once("cancelled", () => child.kill("SIGKILL"));
  end(call, await childExit(child));
}

/**
 * Runs a plugin until it ends or the engine cancels the call, and streams its output back.
 *
 * @throws PulumiModuleNotFoundError if the plugin's folder has no `@pulumi/pulumi`.
 */
export function runPlugin(call: PluginCall): Promise<void> {
  return call.request.getKind() === "analyzer" ? runPolicyPack(call) : runOtherPlugin(call);
}
