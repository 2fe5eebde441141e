import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";

import { ec2Error } from "../../tools/offline-aws/aws-fidelity/aws-response";

/** A server in front of another that remembers which calls of AWS's query protocol went through it. */
export interface RecordingProxy {
  readonly endpoint: string;
  /** Every call in order: its `Action` with the other parameters. */
  readonly calls: readonly URLSearchParams[];
  /** Says which calls of EC2 are refused as not authorised, instead of being handed on. @default none */
  refuses: (call: URLSearchParams) => boolean;
  /** Hands calls of this action on, and keeps the answer to itself; resolves once the first answer has come. */
  withhold(action: string): Promise<void>;
  /** Answers all calls again. */
  answer(): void;
  forget(): void;
  close(): Promise<void>;
}

/** Starts the proxy on a free port of 127.0.0.1. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const calls: URLSearchParams[] = [];
  let withheld: { readonly action: string; readonly come: () => void } | undefined;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const call = new URLSearchParams(body.toString("utf8"));
      calls.push(call);
      if (proxy.refuses(call)) {
        const error = ec2Error("UnauthorizedOperation", "You are not authorized to perform this operation.");
        response.writeHead(error.status, error.headers).end(error.body);
        return;
      }
      const { method = "POST", headers } = incoming;
      const outgoing = httpRequest(new URL(incoming.url ?? "/", target), { method, headers }, (answer) => {
        if (withheld !== undefined && call.get("Action") === withheld.action) {
          withheld.come();
          return;
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on("error", (error) => response.destroy(error));
      outgoing.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: RecordingProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    refuses: () => false,
    withhold: (action) =>
      new Promise((come) => {
        withheld = { action, come };
      }),
    answer: () => {
      withheld = undefined;
    },
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
  return proxy;
}
