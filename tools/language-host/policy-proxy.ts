import {
  Client,
  credentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzerHandshakeResponse,
  AnalyzerStackConfigureRequest,
  AnalyzerStackConfigureResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { describeExit } from "./child-processes";
import type { StackSettings } from "./config-environment";
import { UNLIMITED_MESSAGES } from "../plugin/loopback-server";
import type { PolicyPackProcess } from "./policy-pack-process";

type Bytes = Buffer;
type BytesCall = ServerUnaryCall<Bytes, Bytes>;
const asBytes = (value: Bytes): Bytes => value;

/** Every method of Analyzer with its messages left as bytes: this proxy hands on what it need not understand. */
function bytesService(): ServiceDefinition {
  const methods = Object.entries(AnalyzerService as unknown as ServiceDefinition);
  return Object.fromEntries(
    methods.map(([name, method]) => [
      name,
      {
        ...method,
        requestSerialize: asBytes,
        requestDeserialize: asBytes,
        responseSerialize: asBytes,
        responseDeserialize: asBytes,
      },
    ]),
  );
}

/** What the engine's ConfigureStack tells of the stack. */
function stackSettings(request: AnalyzerStackConfigureRequest): StackSettings {
  return {
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    dryRun: request.getDryRun(),
    config: new Map(request.getConfigMap().toArray()),
    configSecretKeys: request.getConfigSecretKeysList(),
  };
}

/**
 * Stands between the engine and a policy pack of the Node SDK, which reads its stack from the environment when it boots,
 * while the engine tells it by a call: takes Handshake and ConfigureStack, starts the pack with what they said, tells it
 * ConfigureStack again (the SDK takes the stack's tags from it) and hands every other call on. A call that comes before
 * ConfigureStack (`pulumi policy publish`) starts the pack without a stack; a ConfigureStack that comes while the pack
 * runs goes to the pack, whose environment stays as it was.
 */
export class PolicyProxy {
  readonly service = bytesService();
  private pack: Promise<Client> | undefined;
  private process: PolicyPackProcess | undefined;

  /** `start` starts the pack; it is called once, when the stack is known. */
  constructor(private readonly start: (settings: StackSettings | undefined) => PolicyPackProcess) {}

  /** The implementation of {@link service}. */
  handlers(): UntypedServiceImplementation {
    const handlers: UntypedServiceImplementation = {};
    for (const [name, method] of Object.entries(this.service)) {
      handlers[name] = (call: BytesCall, callback: sendUnaryData<Bytes>) => {
        this.forward(method.path, call, callback);
      };
    }
    handlers["handshake"] = (_call: BytesCall, callback: sendUnaryData<Bytes>) => {
      callback(null, Buffer.from(new AnalyzerHandshakeResponse().serializeBinary()));
    };
    handlers["configureStack"] = (call: BytesCall, callback: sendUnaryData<Bytes>) => {
      if (this.pack !== undefined) {
        this.forward(this.service["configureStack"]?.path ?? "", call, callback);
        return;
      }
      this.pack = this.boot(call.request);
      // A failed boot is the answer to the calls that need the pack.
      this.pack.catch(() => undefined);
      callback(null, Buffer.from(new AnalyzerStackConfigureResponse().serializeBinary()));
    };
    return handlers;
  }

  /** Starts the pack, connects to it and tells it the stack. */
  private async boot(configuration: Bytes | undefined): Promise<Client> {
    const settings =
      configuration === undefined
        ? undefined
        : stackSettings(AnalyzerStackConfigureRequest.deserializeBinary(configuration));
    this.process = this.start(settings);
    const port = await this.process.port;
    const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), UNLIMITED_MESSAGES);
    if (configuration !== undefined) await this.configure(client, configuration);
    return client;
  }

  private configure(client: Client, configuration: Bytes): Promise<void> {
    const path = this.service["configureStack"]?.path ?? "";
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(path, asBytes, asBytes, configuration, (error) => {
        // Packs made with an SDK from before this call know it not, and need it not.
        if (error === null || error.code === status.UNIMPLEMENTED) resolve();
        else reject(error);
      });
    });
  }

  private forward(path: string, call: BytesCall, callback: sendUnaryData<Bytes>): void {
    this.pack ??= this.boot(undefined);
    this.pack.then(
      (client) => {
        const forwarded = client.makeUnaryRequest(path, asBytes, asBytes, call.request, (error, response) => {
          if (error?.code === status.UNAVAILABLE) this.answerDead(callback);
          else callback(error, response);
        });
        call.once("cancelled", () => {
          forwarded.cancel();
        });
      },
      (error: unknown) => {
        callback({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
      },
    );
  }

  /** Answers a call that the pack can no longer answer: its connection is gone, so it is dying or dead. */
  private answerDead(callback: sendUnaryData<Bytes>): void {
    const pack = this.process;
    pack?.kill();
    void pack?.exit.then((exit) => {
      const details = `the policy pack \`${pack.directory}\` ${describeExit(exit)} while it was in use`;
      callback({ code: status.UNAVAILABLE, details });
    });
  }
}
