import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readLogs } from "../../cli/right-size/read-logs";
import { sizeRole } from "../../cli/right-size/size-role";
import { parsePolicyDocument, serializePolicyDocument } from "../../iam";
import { CALLS, eventOf, trailFile, type GeneratedCall } from "../right-size/generated-log";
import { LOG_MEGABYTES, SEED } from "../support/property-settings";

const FILES = 120;
/** A generated event takes about as many bytes. */
const EVENT_BYTES = 950;
const EVENTS_PER_FILE = Math.ceil((LOG_MEGABYTES * 1e6) / EVENT_BYTES / FILES);

/** Numbers that look like chance, the same for a seed: mulberry32. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function callOf(random: (below: number) => number): GeneratedCall {
  const key = `in/${random(30)}.csv`;
  const calls = [
    CALLS.getObject("media", key),
    CALLS.headObject("media", key),
    CALLS.putObject("media", key),
    CALLS.sendMessage(`jobs-${random(4)}`),
    CALLS.stopInstances(`i-0${random(9)}`),
    CALLS.describeInstances(),
    CALLS.getTable(`orders-${random(3)}`),
  ];
  return calls[random(calls.length)] ?? CALLS.describeInstances();
}

/** Writes the logs, and returns the permissions that the role's calls took and how many different calls of it succeeded. */
function writeLogs(folder: string): { readonly truth: ReadonlySet<string>; readonly malformed: number } {
  const random = randomNumbers(SEED);
  const truth = new Set<string>();
  let malformed = 0;
  let again: object[] = [];
  for (let file = 0; file < FILES; file++) {
    const events: object[] = [...again];
    for (let index = 0; index < EVENTS_PER_FILE; index++) {
      const call = callOf(random);
      const isRole = random(3) === 0;
      const errorCode = random(9) === 0 ? "AccessDenied" : undefined;
      const role = isRole ? "app" : `other-${random(20)}`;
      // Times do not go on with the files.
      const second = random(80 * 86_400);
      const eventId = `${file}-${index}`;
      events.push(eventOf(call, { role, second, eventId, ...(errorCode === undefined ? {} : { errorCode }) }));
      if (isRole && errorCode === undefined) for (const permission of call.permissions) truth.add(permission);
    }
    if (file % 5 === 0) {
      events.splice(random(events.length), 0, { eventVersion: "1.10", eventTime: "never" });
      malformed += 1;
    }
    again = events.slice(0, 2).filter((event) => "eventID" in event);
    const content = trailFile(events);
    const path = join(folder, `${file % 7}`, `${file}.json.gz`);
    mkdirSync(join(folder, `${file % 7}`), { recursive: true });
    writeFileSync(path, content);
    if (file === 11) writeFileSync(join(folder, "cut-off.json.gz"), content.subarray(0, content.length - 40));
  }
  return { truth, malformed };
}

describe(`logs of ${LOG_MEGABYTES} MB with known truth`, () => {
  it("come to a policy that allows what the role did, and no more", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ec2-identity-generated-logs-"));
    try {
      const { truth, malformed } = writeLogs(folder);
      const statement = { Effect: "Allow", Action: ["s3:*", "sqs:*", "ec2:*", "dynamodb:*"], Resource: "*" };
      const old = parsePolicyDocument({ Version: "2012-10-17", Statement: [statement] });
      if (old.kind === "invalid") throw new Error("the old policy is not valid");
      const log = await readLogs([folder], { role: "app" });
      expect(log.unreadable.map(({ path }) => path)).to.deep.equal([join(folder, "cut-off.json.gz")]);
      expect([log.malformedRecords, log.malformed.length]).to.deep.equal([malformed, malformed]);
      const { proposal, failures } = await sizeRole(log, {
        role: "app",
        window: {},
        policies: [{ id: "old", document: old.document }],
        resources: "exact",
        assumeUnused: ["s3", "sqs", "ec2", "dynamodb"],
      });
      await log.close();
      const allowed = proposal.policies
        .flatMap(({ document }) => serializePolicyDocument(document).Statement)
        .flatMap(({ Action = [], Resource = [] }) =>
          [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${resource}`)),
        );
      expect(new Set(allowed)).to.deep.equal(truth);
      expect([proposal.containment.kind, failures, proposal.undecided]).to.deep.equal(["contained", [], []]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
