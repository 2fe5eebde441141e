import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { readEvents } from "../../cloudtrail/read-events";
import { aggregationSql, projectionSql, TRINO, type ObservationRow } from "../../right-size";
import { CALLS, eventOf, trailFile } from "../../tests/right-size/generated-log";

const LIBRARIES = join(__dirname, "..", "..", "build", "trino");
const FILTER = { role: "arn:aws:iam::111122223333:role/app" };
const WINDOW = { since: "2026-01-01T00:00:05Z" };

/** Events of every kind that the two dialects may read differently. */
const EVENTS = [
  eventOf(CALLS.getObject("media", 'a b"c.jpg'), { second: 1 }),
  eventOf(CALLS.getObject("media", "late"), { second: 9 }),
  eventOf(CALLS.getObject("media", "late"), { second: 9 }),
  eventOf(CALLS.putObject("media", "x"), { second: 10, errorCode: "AccessDenied" }),
  eventOf(CALLS.sendMessage("jobs"), { second: 11, invokedBy: "events.amazonaws.com" }),
  eventOf(CALLS.stopInstances("i-0a"), { second: 12 }),
  eventOf(CALLS.describeInstances(), { role: "other", second: 13 }),
  { ...eventOf(CALLS.sendMessage("jobs"), { second: 19 }), eventSource: "sqs.amazonaws.com.cn" },
  { ...eventOf(CALLS.sendMessage("jobs"), { second: 20 }), eventName: undefined, eventCategory: "Insight" },
  eventOf(CALLS.getTable("arn:aws:dynamodb:eu-west-1:111122223333:table/orders"), { second: 14, uniqueId: "AROANEW" }),
  { ...eventOf(CALLS.getObject("media", "x"), { second: 15 }), eventTime: "yesterday" },
  { ...eventOf(CALLS.getObject("media", "x"), { second: 16 }), eventTime: "2026-02-30T00:00:00Z" },
  { ...eventOf(CALLS.stopInstances("i-0b"), { second: 17 }), eventName: undefined },
  {
    ...eventOf({ ...CALLS.stopInstances("i-0c"), eventName: "RunInstances" }, { second: 18 }),
    responseElements: { instancesSet: { items: [{ imageId: "ami-1", groupSet: { items: [{ groupId: "sg-1" }] } }] } },
    additionalEventData: { SSEApplied: "SSE_KMS" },
  },
];

interface TrailEvent {
  readonly [member: string]: unknown;
  readonly userIdentity: Readonly<Record<string, unknown>> & {
    readonly sessionContext: Readonly<Record<string, unknown>> & {
      readonly sessionIssuer: Readonly<Record<string, string>>;
    };
  };
}

/** Runs the aggregation of the same events in Trino and in DuckDB. 0: both come to the same rows. */
async function main(): Promise<number> {
  obtainTrino();
  const inTrino = trinoRows();
  const inDuckDb = await duckDbRows();
  if (isDeepStrictEqual(inTrino, inDuckDb)) {
    console.log(`Trino and DuckDB come to the same ${inTrino.length} rows`);
    return 0;
  }
  console.error("Trino:", inTrino, "DuckDB:", inDuckDb);
  return 1;
}

/** Trino's engine from Maven Central, once. It needs Java 17 and Maven. */
function obtainTrino(): void {
  if (existsSync(LIBRARIES)) return;
  const unfinished = `${LIBRARIES}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const goal = [
    "-q",
    "-B",
    "-f",
    join(__dirname, "pom.xml"),
    "dependency:copy-dependencies",
    `-DoutputDirectory=${unfinished}`,
  ];
  execFileSync("mvn", [...goal, "-DincludeScope=runtime"], { stdio: "inherit" });
  mkdirSync(join(LIBRARIES, ".."), { recursive: true });
  execFileSync("mv", [unfinished, LIBRARIES]);
}

function trinoRows(): readonly ObservationRow[] {
  const projection = projectionSql(TRINO, "trail AS log", FILTER);
  const statements = [
    `CREATE TABLE trail AS ${EVENTS.map((event) => selectOf(event as TrailEvent)).join("\nUNION ALL ")}`,
    aggregationSql(projection, WINDOW),
  ];
  const folder = mkdtempSync(join(tmpdir(), "ec2-identity-trino-"));
  try {
    const file = join(folder, "statements.sql");
    writeFileSync(file, statements.join("\n;\n"));
    const command = ["-cp", join(LIBRARIES, "*"), join(__dirname, "RunStatements.java"), file];
    const printed = execFileSync("java", command, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64 * 1024 * 1024,
    });
    const values = printed
      .split("\n")
      .filter((line) => line.startsWith("ROW\t"))
      .map((line) =>
        line
          .split("\t")
          .slice(1)
          .map((text) => (text === "\\N" ? null : text)),
      );
    return sorted(
      values.map(([observation, object, events, first, last, earlier]) => ({
        observation: observation ?? null,
        object: object ?? null,
        events: Number(events),
        first: first ?? null,
        last: last ?? null,
        earlier: earlier ?? null,
      })),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An event as a row of the table that AWS documents for Athena. */
function selectOf({ userIdentity, ...event }: TrailEvent): string {
  const text = (value: unknown) =>
    value === undefined || value === null
      ? "CAST(NULL AS varchar)"
      : `CAST('${(typeof value === "string" ? value : JSON.stringify(value)).replaceAll("'", "''")}' AS varchar)`;
  const { sessionContext } = userIdentity;
  const { type, principalId, arn, accountId, userName } = sessionContext.sessionIssuer;
  const issuer = `CAST(ROW(${[type, principalId, arn, accountId, userName].map(text).join(", ")}) AS ROW(type varchar, principalid varchar, arn varchar, accountid varchar, username varchar))`;
  const issuerType = "ROW(type varchar, principalid varchar, arn varchar, accountid varchar, username varchar)";
  const identity = `CAST(ROW(${text(userIdentity["type"])}, ${text(userIdentity["invokedBy"])}, ROW(${issuer}, ${text(sessionContext["ec2RoleDelivery"])})) AS ROW(type varchar, invokedby varchar, sessioncontext ROW(sessionissuer ${issuerType}, ec2roledelivery varchar)))`;
  const columns: Readonly<Record<string, string>> = {
    eventid: text(event["eventID"]),
    eventtime: text(event["eventTime"]),
    eventtype: text(event["eventType"]),
    eventsource: text(event["eventSource"]),
    eventname: text(event["eventName"]),
    eventcategory: text(event["eventCategory"]),
    readonly: text(event["readOnly"]),
    awsregion: text(event["awsRegion"]),
    recipientaccountid: text(event["recipientAccountId"]),
    errorcode: text(event["errorCode"]),
    useridentity: identity,
    requestparameters: text(event["requestParameters"]),
    responseelements: text(event["responseElements"]),
    additionaleventdata: text(event["additionalEventData"]),
    resources: "CAST(ARRAY[] AS array(ROW(arn varchar, accountid varchar, type varchar)))",
  };
  return `SELECT ${Object.entries(columns)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(", ")}`;
}

async function duckDbRows(): Promise<readonly ObservationRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "ec2-identity-duckdb-"));
  try {
    const path = join(folder, "a.json.gz");
    const content = trailFile(EVENTS);
    writeFileSync(path, content);
    const log = await readEvents([{ path, bytes: content.length }], { filter: FILTER });
    const rows: ObservationRow[] = [];
    for await (const row of log.rows(WINDOW)) rows.push({ ...row });
    const none = { observation: null, first: null, last: null, earlier: null };
    for (const { reason, records } of log.malformed) rows.push({ ...none, object: reason, events: records });
    await log.close();
    return sorted(rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rows in one order, their JSON without spaces. */
function sorted(rows: readonly ObservationRow[]): readonly ObservationRow[] {
  const key = ({ observation, object }: ObservationRow) => `${observation ?? ""} ${object ?? ""}`;
  return rows
    .map((row) => ({
      ...row,
      observation: row.observation === null ? null : JSON.stringify(JSON.parse(row.observation)),
    }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
