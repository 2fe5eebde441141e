import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { athenaLogs } from "../../../cli/right-size/athena-logs";
import { partitionRanges } from "../../../cli/right-size/athena-partitions";
import { startMoto, type Moto } from "../../support/moto";
import { startAthenaStandIn, type AthenaStandIn } from "./athena-stand-in";

const ROLE = "arn:aws:iam::111122223333:role/app";
const PARAMETERS = {
  "projection.enabled": "true",
  "projection.region.type": "enum",
  "projection.region.values": "eu-central-1,us-east-1",
  "storage.location.template": "s3://trail/AWSLogs/o-1/${account}/CloudTrail/${region}/${day}",
};
const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };
const WINDOW = { since: "2026-01-02T00:00:00Z", until: "2026-01-04T12:00:00Z" };

describe("right-size in Athena", () => {
  let moto: Moto;
  let athena: AthenaStandIn;
  before(async () => {
    moto = await startMoto();
  });
  after(() => moto.stop());
  beforeEach(async () => {
    await moto.reset();
    athena = await startAthenaStandIn(moto.endpoint);
    athena.answers.set("GetTableMetadata", { TableMetadata: { Name: "trail", Parameters: PARAMETERS } });
    await putLogs();
  });
  afterEach(() => athena.close());

  const connection = () => ({
    region: "eu-west-1",
    ...CREDENTIALS,
    endpoints: { athena: athena.endpoint, s3: athena.endpoint },
  });

  /** Ten bytes for each of five days in two Regions, and those of another account. */
  async function putLogs(): Promise<void> {
    const s3 = new S3Client({
      region: "us-east-1",
      credentials: CREDENTIALS,
      endpoint: moto.endpoint,
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: "trail" }));
    for (const place of [
      "111122223333/CloudTrail/eu-central-1",
      "111122223333/CloudTrail/us-east-1",
      "4/CloudTrail/us-east-1",
    ]) {
      for (let day = 1; day <= 5; day++) {
        const Key = `AWSLogs/o-1/${place}/2026/01/0${day}/a.json.gz`;
        await s3.send(new PutObjectCommand({ Bucket: "trail", Key, Body: "0123456789" }));
      }
    }
    s3.destroy();
  }

  /** What is written to standard error while `run` runs. */
  async function saying<T>(run: () => Promise<T>): Promise<{ said: string; result: T | Error }> {
    const write = process.stderr.write.bind(process.stderr);
    let said = "";
    process.stderr.write = (text: string | Uint8Array) => {
      said += String(text);
      return true;
    };
    try {
      return { result: await run().catch((error: unknown) => error as Error), said };
    } finally {
      process.stderr.write = write;
    }
  }

  it("says before the query what it will scan: the files of the account and the days, in all Regions", async () => {
    const table = { workGroup: "primary", table: "logs.trail", maxBytes: 1000 };
    const { said } = await saying(() => athenaLogs(connection(), table, { role: ROLE }, WINDOW));
    expect(said).to.equal("the query will scan 60 bytes in 6 files of 2 Regions; it is stopped after 1,000 bytes\n");
    expect(athena.calls).to.include.members(["StartQueryExecution", "GetQueryResults"]);
  });

  it("starts no query that would scan more than it may", async () => {
    const table = { workGroup: "primary", table: "logs.trail", maxBytes: 45 };
    const { said, result } = await saying(() => athenaLogs(connection(), table, { role: ROLE }, WINDOW));
    expect(said).to.include("more than 60 bytes in 6 files");
    expect((result as Error).message).to.include("it would scan more than that: no query was started");
    expect(athena.calls).to.not.include("StartQueryExecution");
  });

  it("says why it does not know what will be scanned", async () => {
    athena.answers.set("GetTableMetadata", { TableMetadata: { Name: "trail", Parameters: {} } });
    const table = { workGroup: "primary", table: "logs.trail", maxBytes: 1000 };
    const { said } = await saying(() => athenaLogs(connection(), table, { role: ROLE }, WINDOW));
    expect(said).to.equal(
      "what the query will scan is not known (the table logs.trail has no partition projection by region and day); it is stopped after 1,000 bytes\n",
    );
    expect(partitionRanges({}, "1", {})).to.equal(undefined);
  });
});
