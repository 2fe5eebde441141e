import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { createServer, listen } from "../plugin/loopback-server";
import { OfflineAwsProvider } from "./offline-aws-provider";
import { resourceProviderService } from "./rpc/resource-provider-service";

/** A provider that listens on a port of the loopback interface. */
export interface ServedProvider {
  readonly port: number;
  /** Stops at once, whatever calls are open. */
  close(): void;
}

/** Serves one provider on a free port of 127.0.0.1. */
export async function serveProvider(environment: NodeJS.ProcessEnv): Promise<ServedProvider> {
  const server = createServer();
  server.addService(ResourceProviderService, resourceProviderService(new OfflineAwsProvider(environment)));
  const port = await listen(server);
  return {
    port,
    close: () => {
      server.forceShutdown();
    },
  };
}
