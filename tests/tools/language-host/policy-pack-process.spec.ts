import * as os from "node:os";
import { expect } from "chai";
import { startPolicyPack } from "../../../tools/language-host/policy-pack-process";

const SILENT = { stdout: () => undefined, stderr: () => undefined };

describe("startPolicyPack", () => {
  const command = (script: string) => ({ directory: os.tmpdir(), args: ["--eval", script], env: process.env });
  const failure = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => "none",
      (error: unknown) => (error as Error).message,
    );

  it("gives up a pack that neither serves nor ends, and ends it", async () => {
    const pack = startPolicyPack(command("setInterval(() => undefined, 1000)"), SILENT, 300);
    expect(await failure(pack.port)).to.equal(
      `the policy pack \`${os.tmpdir()}\` did not serve within 0.3 s: ` +
        "it must reach its `new PolicyPack(…)` without waiting for anything",
    );
    expect(await pack.exit).to.deep.equal({ signal: "SIGKILL" });
  });

  it("lets a pack that serves run on", async () => {
    const pack = startPolicyPack(command("console.log(4000); setInterval(() => undefined, 1000)"), SILENT);
    expect(await pack.port).to.equal(4000);
    pack.kill();
    await pack.exit;
  });
});
