import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";

/** A server in front of another that remembers which calls of AWS's query protocol went through it. */
export interface RecordingProxy {
  readonly endpoint: string;
  /** Every call in order: its `Action` with the other parameters. */
  readonly calls: readonly URLSearchParams[];
  forget(): void;
  close(): Promise<void>;
}

/** Starts the proxy on a free port of 127.0.0.1. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const calls: URLSearchParams[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      calls.push(new URLSearchParams(body.toString("utf8")));
      const { method = "POST", headers } = incoming;
      const outgoing = httpRequest(new URL(incoming.url ?? "/", target), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on("error", (error) => response.destroy(error));
      outgoing.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    forget: () => {
      calls.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
