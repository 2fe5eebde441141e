import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { findLogFiles } from "../../cloudtrail/log-files";
import { readEvents } from "../../cloudtrail/read-events";
import type { EventLog, ReadProgress } from "../../cloudtrail/event-log";
import { bundledCatalogue } from "../../iam";
import { permissionsOfEvent, readObservation, type Observation, type TimeWindow } from "../../right-size";
import { CALLS, eventOf, trailFile } from "../right-size/generated-log";

/** Writes files into a new folder, reads them, and deletes it. */
async function reading<T>(
  files: Readonly<Record<string, Buffer | string>>,
  use: (log: EventLog, folder: string) => Promise<T>,
  filter: { role: string; uniqueIds?: readonly string[] } = { role: "app" },
  onProgress?: (progress: ReadProgress) => void,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "ec2-identity-logs-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const log = await readEvents(await findLogFiles([folder]), {
      filter,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    try {
      return await use(log, folder);
    } finally {
      await log.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function observations(log: EventLog, window: TimeWindow = {}): Promise<readonly Observation[]> {
  const all: Observation[] = [];
  for await (const row of log.rows(window)) all.push(readObservation(row));
  return all;
}

/** The permissions that a log shows of the role, with the number of its events. */
async function permissions(log: EventLog, window?: TimeWindow): Promise<readonly string[]> {
  return (await observations(log, window))
    .filter(({ role }) => role !== undefined)
    .flatMap((one) => {
      const found = permissionsOfEvent(one, bundledCatalogue());
      if (found.kind === "unmapped") throw new Error(found.action);
      return found.uses
        .filter(({ inferred }) => !inferred)
        .map(({ action, resource }) => `${action} ${resource.kind === "arn" ? resource.arn : "*"} ${one.events}`);
    })
    .sort();
}

const GET = CALLS.getObject("media", "a b.jpg");
const SEND = CALLS.sendMessage("jobs");
const GET_TEXT = "s3:GetObject arn:aws:s3:::media/a b.jpg";

describe("reading CloudTrail's files", () => {
  it("counts an event that was delivered several times once, out of order and in folders of any depth", () =>
    reading(
      {
        "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/02/b.json.gz": trailFile([
          eventOf(GET, { second: 90_000, eventId: "one" }),
          eventOf(SEND, { second: 5 }),
        ]),
        "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/01/a.json.gz": trailFile([
          eventOf(GET, { second: 90_000, eventId: "one" }),
          eventOf(GET, { second: 1, eventId: "two" }),
          eventOf(SEND, { role: "other" }),
        ]),
        "AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/d.json.gz": gzipSync(
          '{"digestStartTime":"2026-01-01T00:00:00Z"}',
        ),
        "notes.txt": "no log",
      },
      async (log) => {
        expect(await permissions(log)).to.deep.equal([
          `${GET_TEXT} 2`,
          "sqs:SendMessage arn:aws:sqs:eu-west-1:111122223333:jobs 1",
        ]);
        const [first] = (await observations(log)).filter(({ eventName }) => eventName === "GetObject");
        expect([first?.first, first?.last]).to.deep.equal(["2026-01-01T00:00:01Z", "2026-01-02T01:00:00Z"]);
        expect([log.events, log.unreadable]).to.deep.equal([5, []]);
      },
    ));

  it("reads events one a line, lists of them, spaced files, and results of CloudTrail Lake", async () => {
    const event = eventOf(GET);
    const contents = {
      "events.jsonl": `${JSON.stringify(event)}\n${JSON.stringify(eventOf(SEND, { role: "other" }))}\n`,
      "events.jsonl.gz": gzipSync(`${JSON.stringify(event)}\n`),
      "list.json": JSON.stringify([event]),
      "spaced.json": JSON.stringify({ Records: [event] }, undefined, 2),
      "lake.csv": `eventJson,eventTime\n"${JSON.stringify(event).replaceAll('"', '""')}",2026-01-01 00:00:00.000\n`,
    };
    for (const [name, content] of Object.entries(contents)) {
      expect(await reading({ [name]: content }, (log) => permissions(log)), name).to.deep.equal([`${GET_TEXT} 1`]);
    }
  });

  it("reads what the aggregation's own SQL came to elsewhere", async () => {
    const rows = await reading({ "a.json.gz": trailFile([eventOf(GET)]) }, async (log) => {
      const all = [];
      for await (const row of log.rows({})) all.push(row);
      return all;
    });
    const cell = (value: string | number | null) => (value === null ? "" : `"${String(value).replaceAll('"', '""')}"`);
    const lines = rows.map(({ observation, object, events, first, last, earlier }) =>
      [observation, object, events, first, last, earlier].map(cell).join(","),
    );
    const csv = ["observation,object,events,first,last,earlier", ...lines].join("\n");
    expect(await reading({ "athena.csv": csv }, (log) => permissions(log))).to.deep.equal([`${GET_TEXT} 1`]);
  });

  it("leaves out cut-off and corrupt files, and names each with its reason", () => {
    const good = trailFile(Array.from({ length: 200 }, (_, second) => eventOf(GET, { second })));
    const flipped = Buffer.from(good);
    flipped.writeUInt8(flipped.readUInt8(good.length - 6) ^ 0xff, good.length - 6);
    const bad: Readonly<Record<string, readonly [Buffer, string]>> = {
      "crc.json.gz": [flipped, "its compressed data is corrupt"],
      "cut.json.gz": [good.subarray(0, good.length / 2), "it is cut off"],
      "cut-text.json.gz": [gzipSync('{"Records":[{"eventName":"Get'), "it is cut off"],
      "empty.json.gz": [Buffer.alloc(0), "it is empty"],
      "garbled.json.gz": [gzipSync('{"Records":[{"eventName":]}'), "its events cannot be read"],
      "other.json.gz": [gzipSync("hello"), "it holds no CloudTrail events"],
    };
    const files = Object.fromEntries(Object.entries(bad).map(([name, [content]]) => [name, content]));
    return reading({ ...files, "good.json.gz": good }, async (log, folder) => {
      expect(await permissions(log)).to.deep.equal([`${GET_TEXT} 200`]);
      const reasons = log.unreadable.map(({ path, reason }) => [path.slice(folder.length + 1), reason] as const);
      expect(reasons.map(([name]) => name)).to.deep.equal(Object.keys(bad).sort());
      for (const [name, reason] of reasons) expect(reason, name).to.include(bad[name]?.[1]);
    });
  });

  it("counts records that are no events, and names the files that hold them with what is wrong", () => {
    const event = (second: number) => eventOf(GET, { second });
    const wrong = [
      null,
      5,
      "text",
      [],
      {},
      { ...event(1), eventTime: "yesterday" },
      { ...event(2), eventTime: "2026-02-30T12:00:00Z" },
      { ...event(3), eventTime: "2026-01-01 12:00:00" },
      { ...event(4), eventSource: undefined },
      { ...event(5), userIdentity: "AROAAPPEXAMPLE" },
      { ...event(6), userIdentity: { type: "AssumedRole" } },
    ];
    const files = {
      "a.json.gz": trailFile([event(10), ...(wrong as object[]), event(11)]),
      "b.json.gz": trailFile([event(12)]),
      "lines.jsonl": `${JSON.stringify(event(13))}\n{"cut": \n${JSON.stringify(event(14))}\n`,
    };
    return reading(files, async (log, folder) => {
      expect(await permissions(log)).to.deep.equal([`${GET_TEXT} 5`]);
      expect([log.events, log.malformedRecords]).to.deep.equal([5, wrong.length + 1]);
      const named = log.malformed.map(
        ({ path, reason, records }) => `${path.slice(folder.length + 1)}: ${records} ${reason}`,
      );
      expect(named).to.deep.equal([
        "a.json.gz: 1 it does not name the role of its session",
        "a.json.gz: 1 it has no eventSource or eventName",
        "a.json.gz: 1 it has no userIdentity",
        "a.json.gz: 5 it is no event",
        "a.json.gz: 3 its eventTime is no time",
        "lines.jsonl: 1 it is no event",
      ]);
    });
  });

  it("tells apart a role that was made anew, calls by services, denied calls, and times before the window", () =>
    reading(
      {
        "a.json.gz": trailFile([
          eventOf(GET, { uniqueId: "AROAOLD", second: 10 }),
          eventOf(GET, { uniqueId: "AROANEW", second: 200_000, eventId: "late" }),
          eventOf(GET, { uniqueId: "AROANEW", second: 200_001, errorCode: "AccessDenied" }),
          eventOf(GET, { uniqueId: "AROANEW", second: 200_002, invokedBy: "athena.amazonaws.com" }),
        ]),
      },
      async (log) => {
        const window = { since: "2026-01-02T00:00:00Z" };
        const ofRole = (await observations(log, window)).map(({ role, events, earlier, errorCode, invokedBy }) =>
          [role?.uniqueId, events, earlier, errorCode, invokedBy].filter((one) => one !== undefined),
        );
        expect(ofRole.sort()).to.deep.equal([
          ["AROANEW", 1],
          ["AROANEW", 1, "AccessDenied"],
          ["AROANEW", 1, "athena.amazonaws.com"],
          ["AROAOLD", 0, "2026-01-01T00:00:10Z"],
        ]);
      },
    ));

  it("counts the roles with the given unique ids alone", () =>
    reading(
      {
        "a.json.gz": trailFile([
          eventOf(GET, { uniqueId: "AROAOLD" }),
          eventOf(SEND, { uniqueId: "AROANEW", second: 1 }),
        ]),
      },
      async (log) => {
        expect(await permissions(log)).to.deep.equal([`${GET_TEXT} 1`]);
      },
      { role: "app", uniqueIds: ["AROAOLD"] },
    ));

  it("says how far it is: files, their bytes as they are stored, and events", async () => {
    const files = {
      "a.json.gz": trailFile([eventOf(GET), eventOf(SEND, { role: "other" })]),
      "b.jsonl": `${JSON.stringify(eventOf(SEND, { second: 1 }))}\n`,
      "c.json": "",
    };
    const said: ReadProgress[] = [];
    await reading(
      files,
      () => Promise.resolve(),
      undefined,
      (progress) => said.push(progress),
    );
    const [a, b] = [files["a.json.gz"].length, files["b.jsonl"].length];
    expect(said).to.deep.equal([
      { files: 1, bytes: a, events: 2 },
      { files: 3, bytes: a + b, events: 3 },
    ]);
  });

  it("leaves out events that are no calls: of Insights, of networks, of services, and sign-ins", () => {
    const of = (second: number, changes: object) => ({ ...eventOf(SEND, { second }), ...changes });
    const insight = { eventTime: "2026-01-01T00:00:00Z", eventType: "AwsCloudTrailInsight", eventCategory: "Insight" };
    const events = [
      eventOf(GET),
      { ...insight, insightDetails: { state: "Start", eventName: "SendMessage" }, recipientAccountId: "111122223333" },
      of(1, { eventType: "AwsVpceEvent", eventCategory: "NetworkActivity" }),
      of(2, { eventType: "AwsServiceEvent", userIdentity: { invokedBy: "sqs.amazonaws.com" } }),
      of(3, { eventType: "AwsConsoleSignIn" }),
    ];
    return reading({ "a.json.gz": trailFile(events) }, async (log) => {
      expect([await permissions(log), log.events, log.malformed]).to.deep.equal([[`${GET_TEXT} 1`], 1, []]);
    });
  });

  it("reads events of other partitions, whose sources may end in their domain", () => {
    const inPartition = (partition: string, region: string, domain: string) =>
      JSON.parse(
        JSON.stringify(eventOf(SEND, { eventId: region }))
          .replaceAll("arn:aws:", `arn:${partition}:`)
          .replaceAll("eu-west-1", region)
          .replaceAll("amazonaws.com", domain),
      ) as object;
    const files = {
      "cn.json.gz": trailFile([inPartition("aws-cn", "cn-north-1", "amazonaws.com.cn")]),
      "gov.json.gz": trailFile([inPartition("aws-us-gov", "us-gov-west-1", "amazonaws.com")]),
    };
    return reading(files, async (log) => {
      expect(await permissions(log)).to.deep.equal([
        "sqs:SendMessage arn:aws-cn:sqs:cn-north-1:111122223333:jobs 1",
        "sqs:SendMessage arn:aws-us-gov:sqs:us-gov-west-1:111122223333:jobs 1",
      ]);
    });
  });

  it("reads several files of 25 MB in one line each", () => {
    const padding = "x".repeat(900);
    const large = (from: number) =>
      trailFile(
        Array.from({ length: 16_000 }, (_, index) => ({
          ...eventOf(GET, { second: from + index }),
          userAgent: padding,
        })),
      );
    return reading({ "a.json.gz": large(0), "b.json.gz": large(16_000) }, (log) => {
      expect(log).to.deep.include({ events: 32_000, unreadable: [] });
      return Promise.resolve();
    });
  });
});
