import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { OfflineAwsProvider } from "./offline-aws-provider";
import { resourceProviderService } from "./rpc/resource-provider-service";

/** The largest message that the engine and its plugins exchange, in bytes. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** A provider that listens on a port of the loopback interface. */
export interface ServedProvider {
  readonly port: number;
  /** Stops at once, whatever calls are open. */
  close(): void;
}

/** Serves one provider on a free port of 127.0.0.1. */
export function serveProvider(environment: NodeJS.ProcessEnv): Promise<ServedProvider> {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(ResourceProviderService, resourceProviderService(new OfflineAwsProvider(environment)));
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error !== null) reject(error);
      else
        resolve({
          port,
          close: () => {
            server.forceShutdown();
          },
        });
    });
  });
}
