import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import type { AthenaQuery } from "../../aws/athena-query";
import { runAthenaQuery } from "../../aws/athena-query";

describe("a query in Athena that does not come to its end", function () {
  this.timeout(60_000);
  let server: Server;
  let endpoint: string;
  /** The calls in order. */
  let calls: string[];
  /** What Athena says of the query, and how it answers to the call that stops it. */
  let status: () => [status: number, answer: object];
  let stopStatus: number;

  before(async () => {
    server = createServer((request, response) => {
      const call = String(request.headers["x-amz-target"]).replace("AmazonAthena.", "");
      calls.push(call);
      const answers: Record<string, () => [number, object]> = {
        StartQueryExecution: () => [200, { QueryExecutionId: "q-1" }],
        GetQueryExecution: status,
        StopQueryExecution: () => [stopStatus, stopStatus === 200 ? {} : DENIED],
      };
      const [code, answer] = answers[call]?.() ?? [400, DENIED];
      request.resume();
      response
        .writeHead(code, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "r-1" })
        .end(JSON.stringify(answer));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    calls = [];
    stopStatus = 200;
    status = () => [200, running(0)];
  });

  const DENIED = { __type: "AccessDeniedException", message: "not allowed" };
  const running = (DataScannedInBytes: number) => ({
    QueryExecution: { Status: { State: "RUNNING" }, Statistics: { DataScannedInBytes } },
  });

  function run(query: Partial<AthenaQuery>): Promise<unknown> {
    const connection = {
      region: "eu-west-1",
      accessKeyId: "test",
      secretAccessKey: "test",
      maxAttempts: 1,
      endpoints: { athena: endpoint },
    };
    const complete = { workGroup: "primary", sql: "SELECT 1", maxBytes: 1000, pollMs: 1, ...query };
    return runAthenaQuery(connection, complete).catch((error: unknown) => error);
  }

  it("is stopped once it has scanned too much", async () => {
    status = () => [200, running(1001)];
    expect(await run({})).to.include({ code: "BytesLimitExceeded" });
    expect(calls.at(-1)).to.equal("StopQueryExecution");
  });

  it("is stopped once it has taken too long", async () => {
    expect(await run({ maxMs: 0 })).to.include({
      code: "TimeLimitExceeded",
      message: "the query was stopped: it had not ended after 0 seconds",
    });
    expect(calls.at(-1)).to.equal("StopQueryExecution");
  });

  it("is stopped when it is interrupted", async () => {
    const interruption = new AbortController();
    status = () => {
      interruption.abort();
      return [200, running(0)];
    };
    expect(await run({ signal: interruption.signal, pollMs: 3_600_000 })).to.include({ code: "Interrupted" });
    expect(calls).to.deep.equal(["StartQueryExecution", "GetQueryExecution", "StopQueryExecution"]);
  });

  it("is stopped where it cannot be looked at", async () => {
    status = () => [400, DENIED];
    expect(await run({})).to.include({ action: "athena:GetQueryExecution", code: "AccessDeniedException" });
    expect(calls.at(-1)).to.equal("StopQueryExecution");
  });

  it("is named where it cannot be stopped", async () => {
    stopStatus = 400;
    expect(await run({ maxMs: 0 })).to.include({
      action: "athena:StopQueryExecution",
      message: "not allowed; the query `q-1` may still run (the query was stopped: it had not ended after 0 seconds)",
    });
  });

  it("is not stopped when it has ended by itself", async () => {
    status = () => [200, { QueryExecution: { Status: { State: "FAILED", StateChangeReason: "no table" } } }];
    expect(await run({})).to.include({ code: "QueryFailed", message: "the query ended as FAILED: no table" });
    expect(calls).to.not.include("StopQueryExecution");
  });

  it("is stopped by the command that is interrupted, which ends by the signal", async () => {
    const folder = mkdtempSync(join(tmpdir(), "athena-"));
    const policy = join(folder, "policy.json");
    writeFileSync(policy, '{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}');
    const child = spawn(
      process.execPath,
      [
        ...["--require", require.resolve("tsx/cjs"), join(__dirname, "..", "..", "cli", "main.ts"), "right-size"],
        ...["--role", "arn:aws:iam::123456789012:role/app", "--policies", policy, "--athena", "primary"],
        ...["--table", "logs.trail", "--region", "eu-west-1", "--endpoint-url", endpoint],
      ],
      { env: { ...process.env, NODE_OPTIONS: "", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" } },
    );
    status = () => {
      child.kill("SIGINT");
      return [200, running(0)];
    };
    const [, signal] = (await once(child, "close")) as [number | null, string | null];
    rmSync(folder, { recursive: true });
    expect([signal, calls.at(-1)]).to.deep.equal(["SIGINT", "StopQueryExecution"]);
  });
});
