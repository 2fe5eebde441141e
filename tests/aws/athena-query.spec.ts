import { expect } from "chai";
import { AwsCallError } from "../../aws/aws-call-error";
import { runAthenaQuery } from "../../aws/athena-query";
import { athenaLogs } from "../../cli/right-size/athena-logs";
import { startMoto, type Moto } from "../support/moto";

const CREDENTIALS = { region: "eu-west-1", accessKeyId: "test", secretAccessKey: "test" };

describe("Athena's API", () => {
  let moto: Moto;
  before(async () => {
    moto = await startMoto();
  });
  after(() => moto.stop());
  beforeEach(() => moto.reset());

  /** Lets the next query of the account come to these rows. */
  async function willReturn(names: readonly string[], rows: readonly (readonly (string | null)[])[]): Promise<void> {
    const toRow = (values: readonly (string | null)[]) => ({
      Data: values.map((value) => (value === null ? {} : { VarCharValue: value })),
    });
    const results = [{ rows: [names, ...rows].map(toRow), column_info: [] }];
    const response = await fetch(`${moto.endpoint}/moto-api/static/athena/query-results`, {
      method: "POST",
      body: JSON.stringify({ account_id: "123456789012", region: "eu-west-1", results }),
    });
    expect(response.status).to.equal(201);
  }

  const connection = () => ({ ...CREDENTIALS, endpoints: { athena: moto.endpoint } });

  it("starts the query, waits for its end and reads its rows", async () => {
    await willReturn(
      ["a", "b"],
      [
        ["1", null],
        ["2", "x"],
      ],
    );
    const result = await runAthenaQuery(connection(), {
      workGroup: "primary",
      sql: "SELECT 1",
      maxBytes: 1000,
      pollMs: 1,
    });
    expect(result.rows).to.deep.equal([
      { a: "1", b: null },
      { a: "2", b: "x" },
    ]);
  });

  it("gives Athena's rows to the proposal as files do", async () => {
    const observation = JSON.stringify([
      "arn:aws:iam::111122223333:role/app",
      "AROA",
      "sqs.amazonaws.com",
      "ListQueues",
      "Data",
      "true",
      "eu-west-1",
      "111122223333",
      null,
      null,
      null,
      null,
      "[]",
      null,
    ]);
    await willReturn(
      ["observation", "object", "events", "first", "last", "earlier"],
      [[observation, null, "7", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", null]],
    );
    const table = { workGroup: "primary", table: "logs.trail", maxBytes: 1000 };
    const log = await athenaLogs(connection(), table, { role: "arn:aws:iam::111122223333:role/app" }, {});
    expect([log.events, log.first, log.last]).to.deep.equal([7, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]);
    for await (const row of log.rows({}))
      expect([row.observation, row.object, row.events]).to.deep.equal([observation, null, 7]);
  });

  it("refuses to count what is not Athena's answer as a result", async () => {
    const page = { ...CREDENTIALS, maxAttempts: 1, endpoints: { athena: `${moto.endpoint}/moto-api/data.json` } };
    const failure = await runAthenaQuery(page, { workGroup: "primary", sql: "SELECT 1", maxBytes: 1 }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(AwsCallError).and.to.include({ code: "ForeignAnswer" });
  });

  it("reports a workgroup that is not there by Athena's own words", async () => {
    const failure = await runAthenaQuery(connection(), { workGroup: "nowhere", sql: "SELECT 1", maxBytes: 1 }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(AwsCallError).and.to.include({ code: "InvalidRequestException" });
  });
});
