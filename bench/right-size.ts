import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import { sizeRole } from "../cli/right-size/size-role";
import { findLogFiles } from "../cloudtrail/log-files";
import { readEvents } from "../cloudtrail/read-events";
import { parsePolicyDocument } from "../iam";
import { eventOf, trailFile, CALLS } from "../tests/right-size/generated-log";

const EVENTS_PER_FILE = 4_000;
/** Different objects that are read and written: what a policy is made of does not grow with the events. */
const OBJECTS = 20_000;

/** Event `n`: half of the role's, on S3 objects, queues and instances; unique ids, times that go on. */
function eventNumber(n: number): object {
  const object = (n * 7919) % OBJECTS;
  const key = `uploads/2026/${object % 37}/image-${object}.jpg`;
  const calls = [
    CALLS.getObject("media", key),
    CALLS.putObject("media", key),
    CALLS.sendMessage("jobs"),
    CALLS.describeInstances(),
    CALLS.stopInstances(`i-${n % 100}`),
  ];
  const call = calls[n % calls.length] ?? CALLS.describeInstances();
  const role = n % 2 === 0 ? "app" : `other-${n % 50}`;
  const event = eventOf(call, { role, second: n, eventId: randomUUID() });
  return {
    ...event,
    userAgent: "[aws-sdk-js/3.600.0 ua/2.0 os/linux#5.10 lang/js md/nodejs#20.11.1 api/s3#3.600.0]",
    additionalEventData: {
      SignatureVersion: "SigV4",
      CipherSuite: "TLS_AES_128_GCM_SHA256",
      bytesTransferredIn: 0,
      AuthenticationMethod: "AuthHeader",
      "x-amz-id-2": randomUUID() + randomUUID(),
      bytesTransferredOut: n % 100_000,
    },
    requestID: randomUUID().slice(0, 16).toUpperCase(),
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: "s3.eu-west-1.amazonaws.com",
    },
  };
}

/** Writes the log once: a run that was interrupted goes on where it ended. */
function generate(folder: string, events: number): void {
  mkdirSync(folder, { recursive: true });
  for (let file = 0; file * EVENTS_PER_FILE < events; file++) {
    const path = join(folder, `${String(file).padStart(6, "0")}.json.gz`);
    if (existsSync(path)) continue;
    const count = Math.min(EVENTS_PER_FILE, events - file * EVENTS_PER_FILE);
    const content = trailFile(Array.from({ length: count }, (_, index) => eventNumber(file * EVENTS_PER_FILE + index)));
    writeFileSync(`${path}.unfinished`, content);
    renameSync(`${path}.unfinished`, path);
  }
}

/** Seconds on the clock, and of the processors: those alone tell something while others use them too. */
interface Seconds {
  readonly wall: number;
  readonly cpu: number;
}

/** Decompressing the files by gzip, as many at once as there are cores. */
function gzipSeconds(folder: string): Seconds {
  const start = performance.now();
  const command = `find "$0" -name '*.gz' | xargs -P ${availableParallelism()} -n 16 gzip -dc > /dev/null; times`;
  const [, ofChildren = ""] = execFileSync("sh", ["-c", command, folder], { encoding: "utf8" }).split("\n");
  const times = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return { wall: (performance.now() - start) / 1000, cpu: times.reduce((sum, one) => sum + one, 0) };
}

/** The seconds of the processors that `run` takes in this process. */
async function measured(run: () => Promise<unknown>): Promise<Seconds> {
  const start = performance.now();
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

/** The same by the zlib of Node. */
async function decompress(folder: string): Promise<void> {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  const worker = async (): Promise<void> => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      const sink = new Writable({
        write: (_chunk, _encoding, done) => {
          done();
        },
      });
      await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), createGunzip({ chunkSize: 1 << 20 }), sink);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** Makes the proposal of the log, as the command does. */
async function propose(folder: string): Promise<void> {
  const start = performance.now();
  const log = await readEvents(await findLogFiles([folder]), { filter: { role: "app" } });
  const read = (performance.now() - start) / 1000;
  const result = parsePolicyDocument({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:*", "sqs:*", "ec2:Describe*", "ec2:StopInstances"], Resource: "*" }],
  });
  if (result.kind === "invalid") throw new Error("the policy of the benchmark is not valid");
  const policies = [{ id: "old", document: result.document }];
  const files = readdirSync(folder).length;
  const { replayed, failures, proposal } = await sizeRole(
    { ...log, files },
    { role: "app", window: {}, policies, resources: "prefix", assumeUnused: [] },
  );
  await log.close();
  if (failures.length > 0 || proposal.containment.kind !== "contained") throw new Error("the proposal is not proved");
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${log.events.toLocaleString("en")} events: read ${read.toFixed(1)} s, ${replayed} requests replayed, ${seconds.toFixed(1)} s in all`,
  );
}

/** Prints the time against decompressing alone and the peak of memory, for a quarter of the events and for all; the logs go to `folder`. */
export async function measureRightSizing(events: number, folder?: string): Promise<void> {
  const root = folder ?? join(__dirname, "..", "build", "bench-right-size");
  const rows = [];
  for (const count of [Math.ceil(events / 4), events]) {
    const logs = join(root, String(count));
    generate(logs, count);
    const bytes = readdirSync(logs).reduce((sum, name) => sum + statSync(join(logs, name)).size, 0);
    const gzip = gzipSeconds(logs);
    const zlib = await measured(() => decompress(logs));
    const sized = await measured(() => propose(logs));
    rows.push({
      events: count.toLocaleString("en"),
      "MB compressed": Math.round(bytes / 1e6),
      "gzip s": gzip.wall.toFixed(1),
      "zlib s": zlib.wall.toFixed(1),
      "right-size s": sized.wall.toFixed(1),
      "times gzip": (sized.wall / gzip.wall).toFixed(2),
      "times zlib": (sized.wall / zlib.wall).toFixed(2),
      "CPU times gzip": (sized.cpu / gzip.cpu).toFixed(2),
      "CPU times zlib": (sized.cpu / zlib.cpu).toFixed(2),
      "CPU µs an event": ((sized.cpu / count) * 1e6).toFixed(1),
      "peak MB": Math.round(process.resourceUsage().maxRSS / 1024),
    });
  }
  console.table(rows);
  if (folder === undefined) rmSync(root, { recursive: true });
}

// bench/right-size.ts EVENTS [FOLDER]
if (require.main === module) void measureRightSizing(Number(process.argv[2] ?? 200_000), process.argv[3]);
