import { expect } from "chai";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportFiles, writeReport } from "../../../policies/report/report-files";

const TEXTS = { sarif: "{}", markdown: "# new" };

describe("the files of a report", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "report-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const filesAt = (path: string) => reportFiles({ EC2_IDENTITY_REPORT: path });

  it("are two beside each other, whichever is named", () => {
    for (const path of ["report", "report.sarif", "report.md"]) {
      expect(filesAt(join(folder, path))).to.deep.equal({
        sarif: join(folder, "report.sarif"),
        markdown: join(folder, "report.md"),
      });
    }
    expect(filesAt(join(folder, "v1.2"))?.sarif).to.equal(join(folder, "v1.2.sarif"));
  });

  it("are none where none are asked for", () => {
    expect(reportFiles({})).to.equal(undefined);
    expect(filesAt("")).to.equal(undefined);
  });

  it("are refused for a relative path and for a folder, with what to give instead", () => {
    expect(() => filesAt("report")).to.throw("`report`: expected an absolute path, such as `$PWD/ec2-identity`");
    expect(() => filesAt(folder)).to.throw("it is a folder: expected the path of the report");
    expect(() => filesAt(`${folder}/none/`)).to.throw("it is a folder");
  });

  it("take the place of former ones, and nothing else is left", () => {
    const files = filesAt(join(folder, "report"))!;
    writeFileSync(files.markdown, "# old");
    writeReport(files, TEXTS);
    expect(readdirSync(folder).sort()).to.deep.equal(["report.md", "report.sarif"]);
    expect(readFileSync(files.markdown, "utf8")).to.equal("# new");
  });

  it("cannot be written in a folder that is missing, below a file, or over a folder: the error says so", () => {
    writeFileSync(join(folder, "file"), "");
    mkdirSync(join(folder, "taken.md"));
    const wrong: readonly (readonly [string, string])[] = [
      ["none/report", "its folder does not exist"],
      ["file/report", "a part of its path is no folder"],
      ["taken", "there is a folder of that name"],
    ];
    for (const [path, reason] of wrong) {
      const files = filesAt(join(folder, path))!;
      expect(() => {
        writeReport(files, TEXTS);
      }).to.throw(new RegExp(`^EC2_IDENTITY_REPORT: the report cannot be written to \`.*${path}.*\`: ${reason}$`));
    }
    expect(readdirSync(folder).sort(), "drafts are taken away").to.deep.equal(["file", "taken.md"]);
  });
});
