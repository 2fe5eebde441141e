import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../../tools/repository";

describe("npm scripts under a Node that is too old", () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "old-node-"));
    const version = path.join(folder, "version.cjs");
    fs.writeFileSync(version, 'Object.defineProperty(process.versions, "node", { value: "20.20.2" });\n');
    const node = path.join(folder, "node");
    fs.writeFileSync(node, `#!/bin/sh\nexec "${process.execPath}" --require "${version}" "$@"\n`, { mode: 0o755 });
  });
  after(() => {
    fs.rmSync(folder, { recursive: true });
  });

  const { scripts } = JSON.parse(fs.readFileSync(path.join(REPOSITORY, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  for (const name of ["preview", "pulumi", "test", "check", "unit", "build"]) {
    it(`\`npm run ${name}\` says so, and how to get one`, () => {
      const result = spawnSync("/bin/sh", ["-c", scripts[name] ?? ""], {
        cwd: REPOSITORY,
        encoding: "utf8",
        env: { ...process.env, PATH: `${folder}:/usr/bin:/bin` },
      });
      expect(result.status, result.stderr).to.equal(2);
      expect(result.stdout).to.equal("");
      expect(result.stderr).to.match(
        /^error: this is Node 20\.20\.2, and Node 22 .* run `npm approve-scripts node` \(npm 11\) and then `npm rebuild node`\n$/,
      );
    });
  }
});
