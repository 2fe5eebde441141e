import type { DuckDBConnection } from "@duckdb/node-api";
import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { EventReader } from "../../cloudtrail/event-reader";
import { inspectLogFile } from "../../cloudtrail/inspect-log-file";
import { MachineError, machineFault } from "../../cloudtrail/machine-error";
import { CALLS, eventOf, trailFile } from "../right-size/generated-log";

describe("inspecting a log file", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ec2-identity-inspect-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function written(content: Buffer) {
    const path = join(folder, "a.json.gz");
    writeFileSync(path, content);
    return { path, bytes: statSync(path).size };
  }

  async function errorOf(run: Promise<unknown>): Promise<unknown> {
    return run.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  const good = trailFile([eventOf(CALLS.getObject("media", "a"))]);

  it("leaves no copy of what cannot be read or is no log", async () => {
    const bad = [gzipSync("hello"), good.subarray(0, good.length / 2), gzipSync(""), Buffer.from("no gzip")];
    for (const content of bad) {
      const { kind } = await inspectLogFile(written(content), join(folder, "0.text"));
      expect([kind, readdirSync(folder)]).to.deep.equal(["unreadable", ["a.json.gz"]]);
    }
  });

  it("takes a folder without space, or one that is gone, for no fault of the file", async () => {
    const full = join(folder, "0.text");
    symlinkSync("/dev/full", full);
    const error = await errorOf(inspectLogFile(written(good), full));
    expect(error).to.be.instanceOf(MachineError);
    expect(String(error)).to.include(`${tmpdir()}: no space left`);
    expect(readdirSync(folder)).to.deep.equal(["a.json.gz"]);
    const gone = await errorOf(inspectLogFile(written(good), join(folder, "gone", "0.text")));
    expect(gone).to.be.instanceOf(MachineError);
  });

  it("knows digests and the signatures of CloudTrail Lake's results, which hold no events", async () => {
    const signatures = {
      version: "1.0",
      files: [{ fileHashValue: "de85", fileName: "result_1.csv.gz" }],
      hashSignature: "76",
    };
    for (const text of ['{"awsAccountId":"1","digestStartTime":"2026-01-01T00:00:00Z"}', JSON.stringify(signatures)]) {
      expect((await inspectLogFile(written(Buffer.from(text)), join(folder, "0.text"))).kind).to.equal("digest");
    }
  });

  it("reads no pipe and no device, which it could not read twice", async () => {
    const inspected = await inspectLogFile({ path: "/dev/null", bytes: 0 }, join(folder, "0.text"));
    expect(inspected).to.include({
      kind: "unreadable",
      reason: "it is a pipe or a device: expected a file, which is read more than once",
    });
  });

  it("ends with the reason of a signal, and leaves no copy", async () => {
    const error = await errorOf(inspectLogFile(written(good), join(folder, "0.text"), AbortSignal.abort("SIGINT")));
    expect([error, readdirSync(folder)]).to.deep.equal(["SIGINT", ["a.json.gz"]]);
  });

  it("says what the machine has used up where the rows are read, too", async () => {
    const stream = () =>
      Promise.reject(new Error('IO Error: Could not write file "/t/spill": No space left on device'));
    const reader = new EventReader({ stream } as unknown as DuckDBConnection, folder, { filter: { role: "app" } });
    const error = await errorOf(reader.rows({}).next());
    expect(error).to.be.instanceOf(MachineError);
    expect(String(error)).to.include(`${tmpdir()}: no space left`);
  });

  it("takes a limit of open files for no fault of the file", () => {
    const file = JSON.stringify(written(good));
    const script = `
      const { openSync } = require("node:fs");
      const { inspectLogFile } = require(${JSON.stringify(require.resolve("../../cloudtrail/inspect-log-file"))});
      const file = ${file};
      inspectLogFile(file, file.path + ".text")
        .then(() => { try { for (;;) openSync(file.path); } catch {} })
        .then(() => inspectLogFile(file, file.path + ".text"))
        .then(console.log, (error) => console.log(String(error)));`;
    const command = [process.execPath, "--require", require.resolve("tsx/cjs"), "--eval", script];
    const { stdout } = spawnSync("bash", ["-c", 'ulimit -n 100 && exec "$0" "$@"', ...command], {
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "" },
    });
    expect(stdout).to.match(/^MachineError: open files: .*ulimit -n/);
  });

  it("knows the same of what DuckDB says, and leaves to the file what is the file's", () => {
    const place = (message: string) => machineFault(new Error(message))?.place;
    expect(place('IO Error: Could not write file "/t/events.duckdb": No space left on device')).to.equal(tmpdir());
    expect(place('IO Error: Cannot open file "/t/a.json": Too many open files')).to.equal("open files");
    expect(place("Out of Memory Error: failed to offload data block")).to.equal(tmpdir());
    expect(place("Invalid Input Error: Malformed JSON")).to.equal(undefined);
    expect(place('IO Error: No files found that match the pattern "/t/a.json"')).to.equal(undefined);
  });
});
