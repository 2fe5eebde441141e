import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../../tools/repository";

/** At the beginning of a line; Prettier indents them in Markdown, and takes some for quotes. */
const MARKERS = "^[[:space:]]*(<{7}|>{7}|(> ){6}>)[[:space:]]";

/** The places of conflict markers in the text files of a folder, but for those that .gitignore names. */
function conflictMarkers(folder: string): readonly string[] {
  const args = ["grep", "--no-index", "--exclude-standard", "-nIE", MARKERS, "--", "."];
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return stdout.split("\n").filter((line) => line !== "");
}

describe("conflict markers", () => {
  it("stand in no file of the repository", () => {
    expect(conflictMarkers(REPOSITORY)).to.deep.equal([]);
  });

  it("are found, also where a formatter has moved them", () => {
    const folder = mkdtempSync(join(tmpdir(), "ec2-identity-conflicts-"));
    const [ours, theirs] = ["<".repeat(7), ">".repeat(7)];
    writeFileSync(join(folder, "a.md"), `${ours} HEAD\n- x\n${theirs} 1ff9fde (Mend)\n\n  ${ours} HEAD\n`);
    writeFileSync(join(folder, "b.md"), `${theirs.split("").join(" ")} 1ff9fde\n> a quote\na ${ours} b\n`);
    const found = conflictMarkers(folder).map((line) => line.split(":").slice(0, 2).join(":"));
    rmSync(folder, { recursive: true });
    expect(found).to.deep.equal(["a.md:1", "a.md:3", "a.md:5", "b.md:1"]);
  });
});
