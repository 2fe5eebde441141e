import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { actionOf, parseAwsRequest, type AwsRequest } from "./aws-request";
import type { AwsResponse } from "./aws-response";
import { queryError } from "./aws-response";
import type { Behaviour } from "./behaviour";
import { behaviours } from "./behaviours";
import { Moto } from "./moto";

/** Headers that belong to one connection, not to the message. */
const CONNECTION_HEADERS = ["connection", "content-length", "expect", "keep-alive", "transfer-encoding"];
/** The call by which tests make moto forget everything. */
const RESET_PATH = "/moto-api/reset";

/** A layer in front of a moto server. */
export interface FidelityProxy {
  /** Its address, to be used in place of moto's. */
  readonly endpoint: string;
  close(): Promise<void>;
}

function ownHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => !CONNECTION_HEADERS.includes(name));
  return Object.fromEntries(own.map(([name, value]) => [name, [value ?? ""].flat().join(", ")]));
}

/** Sends the request to moto as the client sent it, `Host` included. */
function send({ method, path, headers, body }: AwsRequest, moto: Moto): Promise<AwsResponse> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...ownHeaders(headers), "content-length": body.length } };
    const outgoing = httpRequest(new URL(path, moto.endpoint), options, (response) => {
      buffer(response).then((content) => {
        resolve({ status: response.statusCode ?? 502, headers: ownHeaders(response.headers), body: content });
      }, reject);
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

/** Lets each behaviour that the call concerns look at the request, then moto. */
async function respond(request: AwsRequest, layer: readonly Behaviour[], moto: Moto): Promise<AwsResponse> {
  if (request.path === RESET_PATH) for (const behaviour of layer) behaviour.reset?.();
  let current = request;
  for (const behaviour of layer) {
    if (!behaviour.actions.includes(actionOf(current))) continue;
    const result = await behaviour.before(current, moto);
    if (result.kind === "answer") return result.response;
    current = result.request;
  }
  return send(current, moto);
}

async function handle(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  layer: readonly Behaviour[],
  moto: Moto,
): Promise<void> {
  const body = await buffer(incoming);
  const request = parseAwsRequest(incoming.method ?? "GET", incoming.url ?? "/", incoming.headers, body);
  const response = await respond(request, layer, moto).catch((error: unknown) =>
    queryError(500, "InternalFailure", `the layer in front of moto failed: ${(error as Error).message}`),
  );
  const length = incoming.method === "HEAD" ? {} : { "content-length": response.body.length };
  outgoing.writeHead(response.status, { ...response.headers, ...length });
  outgoing.end(response.body);
}

/**
 * Starts a layer in front of a moto server, on a free port of 127.0.0.1: it does what moto lacks or does unlike AWS, and
 * hands everything else on.
 */
export async function startFidelityProxy(motoEndpoint: string): Promise<FidelityProxy> {
  const moto = new Moto(motoEndpoint);
  const layer = behaviours();
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing, layer, moto).catch((error: unknown) => outgoing.destroy(error as Error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
