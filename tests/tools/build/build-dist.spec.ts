import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { build, buildIfNeeded } from "../../../tools/build/build-dist";
import { UserError } from "../../../tools/user-error";

const COMPILER_OPTIONS = { target: "es2022", module: "node20", types: [], rootDir: ".", noEmitOnError: false };

describe("the build of dist", () => {
  let root: string;
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), "package-root-"));
    write("package.json", JSON.stringify({ name: "p", version: "1.2.3" }));
    write("tsconfig.json", JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
    write("tsconfig.build.json", JSON.stringify({ extends: "./tsconfig.json", include: ["a/**/*.ts", "policies/**/*.ts"] }));
    write("policies/index.ts", "export const pack = 1;\n");
    write("policies/package.json", JSON.stringify({ name: "pack", version: "0.0.0", main: "index.ts" }));
    write("policies/PulumiPolicy.yaml", "runtime: nodejs\n");
    write("policies/presets/strict.json", "{}\n");
    write("a/index.ts", 'export const version = "one";\n');
    write("a/other.ts", "export const other = 1;\n");
  });
  afterEach(() => {
    fs.rmSync(root, { recursive: true });
  });
  const write = (name: string, text: string): void => {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  const read = (name: string): string => fs.readFileSync(path.join(root, name), "utf8");
  const identity = (): number => fs.statSync(path.join(root, "dist")).ino;
  const failure = (work: Promise<void>): Promise<unknown> => work.then(() => undefined).catch((error: unknown) => error);

  it("compiles the package and makes the pack", async () => {
    await build(root);
    expect(read("dist/a/index.js")).to.contain('"one"');
    expect(read("dist/policies/PulumiPolicy.yaml")).to.equal("runtime: nodejs\n");
    expect(read("dist/policies/presets/strict.json")).to.equal("{}\n");
    expect(JSON.parse(read("dist/policies/package.json"))).to.include({ version: "1.2.3", main: "index.js" });
    expect(fs.readdirSync(path.join(root, "build"))).to.deep.equal([]);
  });

  it("trusts what a build by hand has made, until a source changes", async () => {
    await build(root);
    const built = identity();
    await buildIfNeeded(root);
    expect(identity()).to.equal(built);
    write("a/index.ts", 'export const version = "two";\n');
    fs.rmSync(path.join(root, "a", "other.ts"));
    await buildIfNeeded(root);
    expect(read("dist/a/index.js")).to.contain('"two"');
    expect(fs.existsSync(path.join(root, "dist", "a", "other.js"))).to.equal(false);
  });

  it("changes nothing if it fails, so that the sources of before have their build of before", async () => {
    await build(root);
    write("a/index.ts", 'export const version: number = "two";\n');
    expect(await failure(buildIfNeeded(root))).to.be.instanceOf(UserError);
    expect(read("dist/a/index.js")).to.contain('"one"');
    expect(fs.readdirSync(path.join(root, "build"))).to.deep.equal([]);
    write("a/index.ts", 'export const version = "one";\n');
    await buildIfNeeded(root);
    expect(read("dist/a/index.js")).to.contain('"one"');
  });

  it("does not trust a dist that says nothing of its sources", async () => {
    write("dist/a/index.js", "half of a build");
    await buildIfNeeded(root);
    expect(read("dist/a/index.js")).to.contain('"one"');
  });

  it("is of no known sources if they changed meanwhile", async () => {
    const building = build(root);
    write("a/index.ts", 'export const version = "two";\n');
    await building;
    await buildIfNeeded(root);
    expect(read("dist/a/index.js")).to.contain('"two"');
  });

  it("is made whole by two at once, by hand or not", async () => {
    await Promise.all([build(root), build(root), buildIfNeeded(root)]);
    expect(read("dist/a/index.js")).to.contain('"one"');
    expect(fs.readdirSync(path.join(root, "dist")).filter((name) => !name.startsWith("."))).to.deep.equal(["a", "policies"]);
    expect(fs.readdirSync(path.join(root, "build"))).to.deep.equal([]);
    const built = identity();
    await buildIfNeeded(root);
    expect(identity()).to.equal(built);
  });
});
