import { credentials, type ServiceError } from "@grpc/grpc-js";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  type CheckResponse,
  ConfigureRequest,
  type ConfigureResponse,
  CreateRequest,
  type CreateResponse,
  DeleteRequest,
  DiffRequest,
  type DiffResponse,
  InvokeRequest,
  type InvokeResponse,
  ReadRequest,
  type ReadResponse,
  UpdateRequest,
  type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { encodeStruct, decodeStruct } from "../../../../tools/offline-aws/property-value/wire";
import type { PropertyMap } from "../../../../tools/offline-aws/property-value/property-value";
import { serveProvider, type ServedProvider } from "../../../../tools/offline-aws/serve";

type Callback<R> = (error: ServiceError | null, response: R) => void;

/** A provider served in this process, and a client that speaks to it as the engine does. */
export class ProviderClient {
  private constructor(
    private readonly served: ServedProvider,
    readonly rpc: ResourceProviderClient,
  ) {}

  static async start(environment: NodeJS.ProcessEnv = {}): Promise<ProviderClient> {
    const served = await serveProvider(environment);
    const address = `127.0.0.1:${served.port}`;
    return new ProviderClient(served, new ResourceProviderClient(address, credentials.createInsecure()));
  }

  stop(): void {
    this.rpc.close();
    this.served.close();
  }

  /** The response to one call, or its error as an Error with the provider's message. */
  call<R>(send: (callback: Callback<R>) => unknown): Promise<R> {
    return new Promise((resolve, reject) => {
      send((error, response) => {
        if (error === null) resolve(response);
        else reject(new Error(error.details));
      });
    });
  }

  async configure(variables: Readonly<Record<string, string>>): Promise<void> {
    const request = new ConfigureRequest();
    for (const [key, value] of Object.entries(variables)) request.getVariablesMap().set(`aws:config:${key}`, value);
    await this.call<ConfigureResponse>((done) => this.rpc.configure(request, done));
  }

  async check(
    type: string,
    news: PropertyMap,
    more: {
      readonly name?: string;
      readonly olds?: PropertyMap;
      readonly seed?: string;
      readonly autonaming?: { readonly mode: keyof typeof CheckRequest.AutonamingOptions.Mode; readonly name: string };
    } = {},
  ): Promise<{ inputs: PropertyMap; failures: ReturnType<CheckResponse["toObject"]>["failuresList"] }> {
    const request = new CheckRequest();
    request.setUrn(urn(type, more.name));
    request.setNews(encodeStruct(news));
    request.setOlds(encodeStruct(more.olds ?? {}));
    request.setRandomseed(Buffer.from(more.seed ?? "seed"));
    if (more.autonaming !== undefined) {
      const options = new CheckRequest.AutonamingOptions();
      options.setMode(CheckRequest.AutonamingOptions.Mode[more.autonaming.mode]);
      options.setProposedName(more.autonaming.name);
      request.setAutonaming(options);
    }
    const response = await this.call<CheckResponse>((done) => this.rpc.check(request, done));
    return { inputs: decodeStruct(response.getInputs()), failures: response.toObject().failuresList };
  }

  async create(type: string, inputs: PropertyMap, preview = false): Promise<{ id: string; outputs: PropertyMap }> {
    const request = new CreateRequest();
    request.setUrn(urn(type));
    request.setProperties(encodeStruct(inputs));
    request.setPreview(preview);
    const response = await this.call<CreateResponse>((done) => this.rpc.create(request, done));
    return { id: response.getId(), outputs: decodeStruct(response.getProperties()) };
  }

  async update(
    type: string,
    id: string,
    resource: { news: PropertyMap; oldInputs: PropertyMap; olds: PropertyMap },
    preview = false,
  ): Promise<PropertyMap> {
    const request = new UpdateRequest();
    request.setUrn(urn(type));
    request.setId(id);
    request.setNews(encodeStruct(resource.news));
    request.setOldInputs(encodeStruct(resource.oldInputs));
    request.setOlds(encodeStruct(resource.olds));
    request.setPreview(preview);
    const response = await this.call<UpdateResponse>((done) => this.rpc.update(request, done));
    return decodeStruct(response.getProperties());
  }

  async read(
    type: string,
    id: string,
    former: { inputs: PropertyMap; outputs: PropertyMap } = { inputs: {}, outputs: {} },
  ): Promise<{ id: string; inputs: PropertyMap; outputs: PropertyMap }> {
    const request = new ReadRequest();
    request.setUrn(urn(type));
    request.setId(id);
    request.setInputs(encodeStruct(former.inputs));
    request.setProperties(encodeStruct(former.outputs));
    const response = await this.call<ReadResponse>((done) => this.rpc.read(request, done));
    return {
      id: response.getId(),
      inputs: decodeStruct(response.getInputs()),
      outputs: decodeStruct(response.getProperties()),
    };
  }

  async delete(type: string, id: string, former: { inputs: PropertyMap; outputs: PropertyMap }): Promise<void> {
    const request = new DeleteRequest();
    request.setUrn(urn(type));
    request.setId(id);
    request.setOldInputs(encodeStruct(former.inputs));
    request.setProperties(encodeStruct(former.outputs));
    await this.call<Empty>((done) => this.rpc.delete(request, done));
  }

  async diff(type: string, oldInputs: PropertyMap, news: PropertyMap): Promise<DiffResponse> {
    const request = new DiffRequest();
    request.setUrn(urn(type));
    request.setOldInputs(encodeStruct(oldInputs));
    request.setNews(encodeStruct(news));
    return this.call<DiffResponse>((done) => this.rpc.diff(request, done));
  }

  async invoke(token: string, args: PropertyMap = {}): Promise<PropertyMap> {
    const request = new InvokeRequest();
    request.setTok(token);
    request.setArgs(encodeStruct(args));
    const response = await this.call<InvokeResponse>((done) => this.rpc.invoke(request, done));
    return decodeStruct(response.getReturn());
  }
}

/** The URN of a resource of the type in a test stack. */
export function urn(type: string, name = "web"): string {
  return `urn:pulumi:dev::project::${type}::${name}`;
}

/** The message that the promise fails with. */
export async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected a failure");
}
