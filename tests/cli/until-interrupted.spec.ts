import { expect } from "chai";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CALLS, eventOf } from "../right-size/generated-log";

const MAIN = join(__dirname, "..", "..", "cli", "main.ts");

/** A log that takes seconds to read: members of gzip one after the other, each with the same events, one a line. */
function largeLog(): Buffer {
  const lines = Array.from(
    { length: 1000 },
    (_, second) => `${JSON.stringify(eventOf(CALLS.describeInstances(), { second }))}\n`,
  );
  return Buffer.concat(Array.from({ length: 150 }, () => gzipSync(lines.join(""))));
}

describe("an interrupted right-size", () => {
  it("ends of the signal, and leaves nothing in the folder for temporary files", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ec2-identity-interrupted-"));
    try {
      writeFileSync(join(folder, "log.jsonl.gz"), largeLog());
      writeFileSync(
        join(folder, "old.json"),
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}}',
      );
      const temporary = mkdtempSync(join(folder, "temporary-"));
      const ended = await new Promise<{ signal: unknown; code: unknown; said: string }>((resolve, reject) => {
        const args = ["right-size", "--role", "app", "--logs", "log.jsonl.gz", "--policies", "old.json"];
        const child = spawn(process.execPath, ["--require", require.resolve("tsx/cjs"), MAIN, ...args], {
          cwd: folder,
          env: { ...process.env, NODE_OPTIONS: "", TSX_DISABLE_CACHE: "1", TMPDIR: temporary },
        });
        let said = "";
        child.stdout.on("data", (text) => (said += String(text)));
        child.stderr.on("data", (text) => (said += String(text)));
        // The reading begins with its folder.
        const watcher = watch(temporary, (_, name) => {
          if (name?.startsWith("ec2-identity-right-size-") === true) child.kill("SIGINT");
        });
        child.on("error", reject).on("close", (code, signal) => {
          watcher.close();
          resolve({ signal, code, said });
        });
      });
      expect(ended).to.deep.equal({ signal: "SIGINT", code: null, said: "" });
      expect(readdirSync(temporary)).to.deep.equal([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
