import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(__dirname, "..", "..", "..");

/** Which modules a fresh process has loaded after a script. */
function loadedAfter(script: string): string[] {
  const code = `${script}; console.log(JSON.stringify(Object.keys(require.cache)))`;
  const output = execFileSync(process.execPath, ["--require", require.resolve("tsx/cjs"), "-e", code], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  return JSON.parse(output) as string[];
}

describe("loading the engine", () => {
  it("loads neither the rules nor a service's data", () => {
    const modules = loadedAfter('require("./iam/index.ts")');
    expect(modules.filter((path) => /lint[\\/](registry|json-rules|rules)/.test(path))).to.deep.equal([]);
    expect(modules.filter((path) => path.includes("@cloud-copilot"))).to.deep.equal([]);
  });

  it("loads the rules with the first document, and the data of the services that it names", () => {
    const policy = '{Version:"2012-10-17",Statement:{Effect:"Allow",Action:"sqs:SendMessage",Resource:"*"}}';
    const modules = loadedAfter(
      `const {lintPolicy,bundledCatalogue}=require("./iam/index.ts"); lintPolicy(${policy},{catalogue:bundledCatalogue()})`,
    );
    expect(modules.some((path) => /lint[\\/]registry\.ts$/.test(path))).to.equal(true);
    const services = modules.flatMap((path) => /iam-data[\\/]data[\\/]actions[\\/](.*)\.json$/.exec(path)?.[1] ?? []);
    expect(services).to.deep.equal(["sqs"]);
  });
});
