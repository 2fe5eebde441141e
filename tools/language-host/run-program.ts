import type { ServerUnaryCall } from "@grpc/grpc-js";
import { RunResponse, type RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { childExit, describeExit, spawnNode, type ChildExit } from "./child-processes";
import { configEnvironment } from "./config-environment";
import { pulumiScript } from "./pulumi-module";
import { runtimeOptions } from "./runtime-options";

/** The SDK's exit code for: the error has been shown to the user, say no more. */
const BAIL_EXIT_CODE = 32;

/** The arguments of the SDK's `cmd/run` for one run of a program. Empty values are left out. */
export function runArguments(request: RunRequest, engineAddress: string): string[] {
  const info = request.getInfo();
  const named: [string, string][] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engineAddress],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["root-directory", info?.getRootDirectory() ?? ""],
    ["stack", request.getStack()],
    ["pwd", request.getPwd()],
    ["dry-run", request.getDryrun() ? "true" : ""],
    ["parallel", String(request.getParallel())],
  ];
  const flags = named.flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value]));
  const entryPoint = info?.getEntryPoint() ?? request.getProgram();
  return [...flags, entryPoint === "" ? "." : entryPoint, ...request.getArgsList()];
}

/** What the engine is told of a program's end: success, an error text, or Bail when the user has seen the error. */
export function runResponse(exit: ChildExit): RunResponse {
  const response = new RunResponse();
  if (exit.code === 0) return response;
  if (exit.code === BAIL_EXIT_CODE) return response.setBail(true);
  return response.setError(`the program ${describeExit(exit)}`);
}

/**
 * Runs a Pulumi program to its end. Its output goes to this host's own, which the engine shows; a cancelled call kills it.
 *
 * @throws PulumiModuleNotFoundError if the program's folder has no `@pulumi/pulumi`.
 */
export async function runProgram(
  call: ServerUnaryCall<RunRequest, RunResponse>,
  engineAddress: string,
): Promise<RunResponse> {
  const request = call.request;
  const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const script = pulumiScript("run", directory);
  const options = runtimeOptions(request.getInfo());
  const settings = {
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    dryRun: request.getDryrun(),
    config: new Map(request.getConfigMap().toArray()),
    configSecretKeys: request.getConfigsecretkeysList(),
  };
  const child = spawnNode([...options.nodeArguments, script, ...runArguments(request, engineAddress)], {
    cwd: directory,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      ...configEnvironment(settings),
      PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
    },
  });
  call.once("cancelled", () => child.kill("SIGKILL"));
  return runResponse(await childExit(child));
}
