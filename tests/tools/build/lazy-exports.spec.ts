import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import * as ts from "typescript";
import { lazyExports } from "../../../tools/build/lazy-exports";

const compiled = (source: string): string =>
  ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } })
    .outputText;

describe("an index that names exports of other modules", () => {
  let root: string;
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), "lazy-"));
    fs.writeFileSync(path.join(root, "one.js"), 'console.log("loads one"); exports.a = 1; exports.b = 2;');
    fs.writeFileSync(path.join(root, "two.js"), 'console.log("loads two"); exports.c = 3;');
    const index = compiled('export { a, b as other } from "./one";\nexport type { T } from "./one";\nexport { c } from "./two";');
    fs.writeFileSync(path.join(root, "index.js"), lazyExports(index));
  });
  afterEach(() => {
    fs.rmSync(root, { recursive: true });
  });
  const output = (args: readonly string[]): string =>
    execFileSync(process.execPath, [...args], { cwd: root, encoding: "utf8", env: { PATH: process.env["PATH"] } });

  it("loads each module with the first use of what it exports", () => {
    const use = 'const all = require("./index.js"); console.log(Object.keys(all).join()); console.log(all.other);';
    expect(output(["-e", use])).to.equal("a,other,c\nloads one\n2\n");
  });

  it("names its exports to ES modules too", () => {
    const use = 'import { a, c } from "./index.js"; console.log(a + c);';
    expect(output(["--input-type=module", "-e", use])).to.match(/4\n$/);
  });

  it("refuses an index that does more", () => {
    for (const source of ['export { a } from "./one";\nexport const b = 1;', 'import "./one";\nexport { c } from "./two";']) {
      expect(() => lazyExports(compiled(source)), source).to.throw("that only names exports");
    }
  });
});
