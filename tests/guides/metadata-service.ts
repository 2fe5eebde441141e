import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A stand-in for the instance metadata service that requires IMDSv2. */
export interface MetadataService {
  readonly endpoint: string;
  /** How often credentials were handed out. */
  readonly handedOut: number;
  /** When the credentials that are handed out from now on expire. */
  expireAt(time: Date): void;
  /** Refuses the next call, as when there are too many. */
  beBusyOnce(): void;
  stop(): Promise<void>;
}

const TOKEN = "token-of-the-session";
/** Seconds. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html */
const LONGEST_TOKEN = 21_600;
const CREDENTIALS = "/latest/meta-data/iam/security-credentials/";

/** Starts the service on a free port of 127.0.0.1, with one role named `app`. */
export async function startMetadataService(): Promise<MetadataService> {
  let expiration = new Date(Date.now() + 3_600_000);
  let handedOut = 0;
  let isBusy = false;
  const server = createServer((request, response) => {
    if (isBusy) {
      isBusy = false;
      response.writeHead(503).end();
    } else if (request.method === "PUT" && request.url === "/latest/api/token") {
      const seconds = Number(request.headers["x-aws-ec2-metadata-token-ttl-seconds"]);
      if (seconds >= 1 && seconds <= LONGEST_TOKEN) response.end(TOKEN);
      else response.writeHead(400).end();
    } else if (request.headers["x-aws-ec2-metadata-token"] !== TOKEN) {
      response.writeHead(401).end();
    } else if (request.url === CREDENTIALS) {
      response.end("app");
    } else if (request.url === `${CREDENTIALS}app`) {
      handedOut += 1;
      const Expiration = expiration.toISOString().replace(/\.\d+/, "");
      response.end(JSON.stringify({ Code: "Success", Type: "AWS-HMAC", AccessKeyId: `key-${handedOut}`, Expiration }));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get handedOut() {
      return handedOut;
    },
    expireAt: (time) => {
      expiration = time;
    },
    beBusyOnce: () => {
      isBusy = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
