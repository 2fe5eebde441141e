import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A server in front of moto that answers some of Athena's calls itself. */
export interface AthenaStandIn {
  readonly endpoint: string;
  /** The operations of Athena that were called, in their order. */
  readonly calls: readonly string[];
  /** Answers of operations that moto is not asked for. */
  readonly answers: Map<string, object>;
  close(): Promise<void>;
}

/** Starts it on a free port of 127.0.0.1. */
export async function startAthenaStandIn(moto: string): Promise<AthenaStandIn> {
  const calls: string[] = [];
  const answers = new Map<string, object>();
  const server = createServer((incoming, response) => {
    const operation = String(incoming.headers["x-amz-target"] ?? "").split(".")[1] ?? "";
    if (operation !== "") calls.push(operation);
    const answer = answers.get(operation);
    if (answer !== undefined) {
      incoming.resume();
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answer));
      return;
    }
    const { method = "POST", headers } = incoming;
    const outgoing = request(new URL(incoming.url ?? "/", moto), { method, headers }, (result) => {
      response.writeHead(result.statusCode ?? 500, result.headers);
      result.pipe(response);
    });
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
