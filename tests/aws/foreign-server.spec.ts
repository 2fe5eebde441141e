import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { AwsCallError } from "../../aws/aws-call-error";
import type { AwsConnection } from "../../aws/connection";
import { explainError } from "../../aws/error-meaning";
import { identityReader } from "../../aws/identity-reader";
import { instanceProfileCalls } from "../../aws/instance-profile-calls";

const INSTANCE = "i-0123456789abcdef0";

const PAGE = "<!doctype html><html><head><meta charset=utf-8><title>portal</title></head><body>log in</body></html>";

/** Answers of servers that are not AWS. The SDK takes the second, third and fourth for an answer that says "nothing". */
const ANSWERS: Readonly<Record<string, readonly [status: number, type: string, body: string]>> = {
  "a page": [200, "text/html", PAGE],
  "a well-formed page": [200, "text/html", "<html><body>hello</body></html>"],
  "other XML": [200, "text/xml", "<status><code>0</code></status>"],
  nothing: [200, "text/plain", ""],
  JSON: [200, "application/json", '{"ok":true}'],
  "a page that is not found": [404, "text/html", PAGE],
  "a text that is not found": [404, "text/plain", "404 page not found\n"],
  "nothing that is found": [404, "text/html", ""],
  "that it wants another method": [405, "text/plain", "method not allowed"],
};

describe("a server that is not AWS", () => {
  let server: Server;
  let answer: RequestListener;
  let endpoint: string;

  before(async () => {
    server = createServer((request, response) => {
      request.resume();
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  for (const [what, [status, type, body]] of Object.entries(ANSWERS)) {
    it(`is not taken for AWS where it answers with ${what}`, async () => {
      answer = (_request, response) => response.writeHead(status, { "content-type": type }).end(body);
      for (const error of await errorsOfAllCalls(endpoint)) {
        expect(error).to.be.instanceOf(AwsCallError).and.to.include({ code: "ForeignAnswer", server: endpoint });
        expect(explainError(error as AwsCallError, "command")).to.equal(
          `\`${endpoint}\` does not answer as AWS does: check the endpoint (--endpoint-url, AWS_ENDPOINT_URL), or leave it out; ` +
            `${(error as AwsCallError).action} failed with ForeignAnswer: the server answered with HTTP status ${status} and ${type}, and nothing that AWS says`,
        );
      }
    });
  }

  it("is asked again where it says that it cannot answer", async () => {
    answer = (_request, response) => response.writeHead(502).end("bad gateway");
    for (const error of await errorsOfAllCalls(endpoint)) {
      expect(error).to.include({ code: "ServerError", server: endpoint });
    }
  });

  describe("may have carried a call out", () => {
    /** What an attempt comes to: an error of AWS, or no answer. */
    type Attempt = "lost" | readonly [status: number, code: string];
    const REFUSED: Attempt = [400, "IncorrectState"];
    const answering = (attempts: readonly Attempt[]): RequestListener => {
      const left = [...attempts];
      return (request, response) => {
        const attempt = left.shift() ?? REFUSED;
        if (attempt === "lost") {
          request.socket.destroy();
          return;
        }
        const error = `<Error><Code>${attempt[1]}</Code><Message>because</Message></Error>`;
        response.writeHead(attempt[0]).end(`<Response><Errors>${error}</Errors><RequestID>1</RequestID></Response>`);
      };
    };

    for (const [what, attempts, want] of [
      ["whose answer was lost, also where it refuses the repetition", ["lost", REFUSED], true],
      ["of which AWS says that it had a fault", [[500, "InternalError"], REFUSED], true],
      ["that ends with an error of its own kind", [[500, "SomethingNew"], REFUSED], true],
      ["but not one that it refused", [REFUSED], false],
      ["but not one that it had no time for", [[503, "RequestLimitExceeded"], REFUSED], false],
      ["but not one whose credentials it refused", [[401, "AuthFailure"]], false],
    ] as const) {
      it(what, async () => {
        answer = answering(attempts);
        const code = (attempts.at(-1) as readonly [number, string])[1];
        expect(await errorOfAssociate({ maxAttempts: 2 })).to.include({ code, mayHaveSucceeded: want });
      });
    }

    it("but not one that was never sent", async () => {
      const nowhere = { ec2: "http://127.0.0.1:9" };
      expect(await errorOfAssociate({ endpoints: nowhere, maxAttempts: 2 })).to.include({
        code: "ECONNREFUSED",
        mayHaveSucceeded: false,
      });
    });

    it("but not one for which a role could not be assumed, whatever became of that", async () => {
      answer = answering(["lost"]);
      const assumeRoles = [{ roleArn: "arn:aws:iam::123456789012:role/deploy" }];
      expect(await errorOfAssociate({ assumeRoles, maxAttempts: 1 })).to.include({
        action: "sts:AssumeRole",
        mayHaveSucceeded: false,
      });
    });

    async function errorOfAssociate(settings: Partial<AwsConnection>): Promise<unknown> {
      const calls = await instanceProfileCalls({ ...connectionTo(endpoint), ...settings });
      try {
        return await calls.associate(INSTANCE, "web").catch((error: unknown) => error);
      } finally {
        calls.close();
      }
    }
  });

  it("is named where no connection to it comes about", async () => {
    answer = (_request, response) => response.end();
    const secure = endpoint.replace("http:", "https:");
    for (const error of await errorsOfAllCalls(secure)) {
      expect(explainError(error as AwsCallError, "command")).to.contain(
        `there is no secure connection to \`${secure}\``,
      );
    }
    for (const error of await errorsOfAllCalls("http://127.0.0.1:9")) {
      expect(explainError(error as AwsCallError, "command")).to.contain("`http://127.0.0.1:9` is not reachable");
    }
  });
});

function connectionTo(endpoint: string): AwsConnection {
  return {
    region: "eu-central-1",
    accessKeyId: "offline",
    secretAccessKey: "offline",
    endpoints: { ec2: endpoint, iam: endpoint, sts: endpoint },
    maxAttempts: 1,
  };
}

/** What each call of this package throws that goes to `endpoint`, those for an assumed role included. */
async function errorsOfAllCalls(endpoint: string): Promise<readonly unknown[]> {
  const connection = connectionTo(endpoint);
  const calls = await instanceProfileCalls(connection);
  const assumed = await instanceProfileCalls({
    ...connection,
    assumeRoles: [{ roleArn: "arn:aws:iam::123456789012:role/deploy" }],
  });
  const reader = await identityReader(connection);
  const running = [
    calls.describeInstance(INSTANCE),
    calls.describeAssociations(INSTANCE),
    calls.getInstanceProfile("web"),
    calls.associate(INSTANCE, "web"),
    calls.replace("iip-assoc-1", "web"),
    calls.disassociate("iip-assoc-1"),
    assumed.describeInstance(INSTANCE),
    reader.instance(INSTANCE),
    reader.profile("web"),
    reader.role("web"),
    reader.rolePolicies("web"),
    reader.managedPolicy("arn:aws:iam::aws:policy/ReadOnlyAccess"),
    reader.simulate("arn:aws:iam::123456789012:role/web", "s3:GetObject", "*"),
  ];
  const errors = await Promise.all(
    running.map((call) =>
      call.then(
        (value: unknown) => ({ answered: value }),
        (error: unknown) => error,
      ),
    ),
  );
  calls.close();
  assumed.close();
  return errors;
}
