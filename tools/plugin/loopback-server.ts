import { Server, ServerCredentials } from "@grpc/grpc-js";

/** Documents and states are large: the engine sets no limit either. */
export const UNLIMITED_MESSAGES = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** A gRPC server without services. */
export function createServer(): Server {
  return new Server(UNLIMITED_MESSAGES);
}

/** Binds the server to a free port of the loopback interface and returns that port. */
export function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}
