import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { policiesOfFiles } from "../../cli/right-size/old-policies";
import { readLogs } from "../../cli/right-size/read-logs";
import { rightSizeJson } from "../../cli/right-size/right-size-json";
import { sizeRole } from "../../cli/right-size/size-role";
import { generateLogs } from "../../examples/right-size/generate-logs";

const EXAMPLE = join(__dirname, "..", "..", "examples", "right-size");

describe("the example of right-sizing", () => {
  it("holds the proposal that its generated logs come to", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ec2-identity-example-"));
    try {
      generateLogs(folder);
      const { policies } = policiesOfFiles([join(EXAMPLE, "old-policy.json")]);
      const log = await readLogs([folder], { role: "app" });
      const options = { role: "app", window: {}, policies, resources: "prefix", assumeUnused: [] } as const;
      const result = await sizeRole(log, options);
      await log.close();
      const committed = JSON.parse(readFileSync(join(EXAMPLE, "right-size.json"), "utf8")) as Record<string, unknown>;
      const made = JSON.parse(JSON.stringify(rightSizeJson(result, policies))) as Record<string, unknown>;
      for (const member of [
        "policies",
        "used",
        "kept",
        "containment",
        "replayed",
        "proved",
        "denied",
        "additions",
        "undecided",
        "services",
      ]) {
        expect(made[member], member).to.deep.equal(committed[member]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
