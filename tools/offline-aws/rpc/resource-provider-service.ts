import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  ConfigureResponse,
  GetMappingResponse,
  GetMappingsResponse,
  GetSchemaResponse,
  InvokeResponse,
  type ConfigureRequest,
  type InvokeRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import type { OfflineAwsProvider } from "../offline-aws-provider";
import { decodeStruct, encodeStruct } from "../property-value/wire";
import { providerVersion } from "../provider-version";
import { check, checkConfig } from "./check-rpc";
import { diff, diffConfig } from "./diff-rpc";
import { create, read, remove, update } from "./resource-rpc";
import { unary, unimplemented } from "./unary";

function configure(provider: OfflineAwsProvider, request: ConfigureRequest): ConfigureResponse {
  const variables = Object.fromEntries(
    request
      .getVariablesMap()
      .getEntryList()
      .map(([key, value]) => [key.replace(/^aws:config:/, ""), value]),
  );
  provider.configure({ ...variables, ...decodeStruct(request.getArgs()) });
  const response = new ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setSupportspreview(true);
  response.setAcceptresources(false);
  response.setAcceptoutputs(true);
  response.setSupportsAutonamingConfiguration(true);
  return response;
}

async function invoke(provider: OfflineAwsProvider, request: InvokeRequest): Promise<InvokeResponse> {
  const response = new InvokeResponse();
  response.setReturn(encodeStruct(await provider.invoke(request.getTok(), decodeStruct(request.getArgs()))));
  return response;
}

function pluginInfo(): PluginInfo {
  const info = new PluginInfo();
  info.setVersion(providerVersion());
  return info;
}

/** The engine asks for schemas only where a program is converted or generated. */
function minimalSchema(): GetSchemaResponse {
  const response = new GetSchemaResponse();
  response.setSchema(JSON.stringify({ name: "aws", version: providerVersion() }));
  return response;
}

/** The gRPC service of one provider instance. */
export function resourceProviderService(provider: OfflineAwsProvider): IResourceProviderServer {
  return {
    handshake: unimplemented("Handshake"),
    parameterize: unimplemented("Parameterize"),
    construct: unimplemented("Construct"),
    call: unimplemented("Call"),
    list: (call) => {
      call.destroy(new Error("the offline AWS provider does not implement List"));
    },
    getSchema: unary(minimalSchema),
    getPluginInfo: unary(pluginInfo),
    getMapping: unary(() => new GetMappingResponse()),
    getMappings: unary(() => new GetMappingsResponse()),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    checkConfig: unary(checkConfig),
    diffConfig: unary(diffConfig),
    configure: unary((request) => configure(provider, request)),
    invoke: unary((request) => invoke(provider, request)),
    check: unary((request) => check(provider, request)),
    diff: unary((request) => diff(provider, request)),
    create: unary((request) => create(provider, request)),
    read: unary((request) => read(provider, request)),
    update: unary((request) => update(provider, request)),
    delete: unary((request) => remove(provider, request)),
  };
}
