import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { REPOSITORY } from "../../tools/repository";
import { urnOf, withSentinels, type TestResource } from "./policy-run";

/** `Struct` of the copy of google-protobuf that the generated messages check against. */
const { Struct } = createRequire(require.resolve("@pulumi/pulumi/proto/analyzer_pb"))(
  "google-protobuf/google/protobuf/struct_pb.js",
) as { Struct: { fromJavaScript(value: object): never } };

/** What the engine would show. */
export interface Diagnostic {
  readonly policy: string;
  readonly urn: string;
  readonly level: "advisory" | "mandatory" | "disabled" | "remediate";
  readonly message: string;
}

const LEVELS = {
  advisory: proto.EnforcementLevel.ADVISORY,
  mandatory: proto.EnforcementLevel.MANDATORY,
  disabled: proto.EnforcementLevel.DISABLED,
  remediate: proto.EnforcementLevel.REMEDIATE,
};

function levelOf(level: proto.EnforcementLevel): Diagnostic["level"] {
  const found = Object.entries(LEVELS).find(([, number]) => number === level);
  if (found === undefined) throw new Error(`got the enforcement level ${level}`);
  return found[0] as Diagnostic["level"];
}

/** A policy pack behind its server, as the engine runs it. */
export class PolicyServer {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  /** Starts the pack in `folder`, with `env` over this process's environment, and waits until it tells its port. */
  static async start(folder: string, env: Readonly<Record<string, string>> = {}): Promise<PolicyServer> {
    const runner = join(dirname(require.resolve("@pulumi/pulumi/package.json")), "cmd", "run-policy-pack");
    const child = spawn(process.execPath, [runner, "127.0.0.1:0", folder], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const port = await new Promise<string>((resolve, reject) => {
      let errors = "";
      child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
      child.stdout.once("data", (data: Buffer) => {
        resolve(data.toString().trim());
      });
      child.once("exit", (code) => {
        reject(new Error(`the policy pack ended with ${code ?? "a signal"}: ${errors}`));
      });
    });
    const address = `127.0.0.1:${port}`;
    return new PolicyServer(child, new AnalyzerClient(address, grpc.credentials.createInsecure()));
  }

  /** The process in which the pack runs. */
  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Ends the server. */
  async stop(): Promise<void> {
    this.client.close();
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill();
    await ended;
  }

  /** The names of the policies. */
  async policies(): Promise<readonly string[]> {
    const call = promisify(this.client.getAnalyzerInfo.bind(this.client)) as (
      request: unknown,
    ) => Promise<proto.AnalyzerInfo>;
    return (await call(emptyMessage())).getPoliciesList().map((policy) => policy.getName());
  }

  /** Sets the configuration of policies, as `--policy-pack-config` does. */
  async configure(
    config: Readonly<Record<string, { level: Diagnostic["level"]; properties?: object }>>,
  ): Promise<void> {
    const request = new proto.ConfigureAnalyzerRequest();
    for (const [name, { level, properties = {} }] of Object.entries(config)) {
      const policy = new proto.PolicyConfig();
      policy.setEnforcementlevel(LEVELS[level]);
      policy.setProperties(Struct.fromJavaScript(properties));
      request.getPolicyconfigMap().set(name, policy);
    }
    const call = promisify(this.client.configure.bind(this.client)) as (request: unknown) => Promise<unknown>;
    await call(request);
  }

  /** Judges one resource by its inputs. */
  async analyze(resource: TestResource): Promise<readonly Diagnostic[]> {
    const call = promisify(this.client.analyze.bind(this.client)) as (r: unknown) => Promise<proto.AnalyzeResponse>;
    return diagnosticsOf(
      await call(fill(new proto.AnalyzeRequest(), resource, resource.inputs ?? resource.outputs ?? {})),
    );
  }

  /** The properties of a resource after remediation by all policies; undefined where none changes it. */
  async remediate(resource: TestResource): Promise<unknown> {
    const call = promisify(this.client.remediate.bind(this.client)) as (r: unknown) => Promise<proto.RemediateResponse>;
    const response = await call(fill(new proto.AnalyzeRequest(), resource, resource.inputs ?? {}));
    return response.getRemediationsList().at(-1)?.getProperties()?.toJavaScript();
  }

  /** Judges the stack by its outputs. */
  async analyzeStack(resources: readonly TestResource[]): Promise<readonly Diagnostic[]> {
    const urns = new Map(resources.map((resource) => [resource.name, urnOf(resource)]));
    const request = new proto.AnalyzeStackRequest();
    request.setResourcesList(
      resources.map((resource) => {
        const message = fill(new proto.AnalyzerResource(), resource, resource.outputs ?? resource.inputs ?? {});
        message.setParent(urns.get(resource.parent ?? "") ?? "");
        for (const [property, names] of Object.entries(resource.dependencies ?? {})) {
          const dependencies = new proto.AnalyzerPropertyDependencies();
          dependencies.setUrnsList(names.map((name) => urns.get(name)!));
          message.getPropertydependenciesMap().set(property, dependencies);
        }
        return message;
      }),
    );
    const call = promisify(this.client.analyzeStack.bind(this.client)) as (
      r: unknown,
    ) => Promise<proto.AnalyzeResponse>;
    return diagnosticsOf(await call(request));
  }
}

function emptyMessage(): unknown {
  const { Empty } = createRequire(require.resolve("@pulumi/pulumi/proto/analyzer_pb"))(
    "google-protobuf/google/protobuf/empty_pb.js",
  ) as { Empty: new () => unknown };
  return new Empty();
}

function fill<M extends proto.AnalyzeRequest | proto.AnalyzerResource>(
  message: M,
  resource: TestResource,
  properties: object,
): M {
  message.setType(resource.type);
  message.setName(resource.name);
  message.setUrn(urnOf(resource));
  message.setProperties(Struct.fromJavaScript(withSentinels(properties) as object));
  message.setOptions(new proto.AnalyzerResourceOptions());
  return message;
}

function diagnosticsOf(response: proto.AnalyzeResponse): readonly Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    urn: diagnostic.getUrn(),
    level: levelOf(diagnostic.getEnforcementlevel()),
    message: diagnostic.getMessage(),
  }));
}

/** The folder of the built pack. */
export const BUILT_PACK = join(REPOSITORY, "dist", "policies");
