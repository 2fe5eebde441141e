import { expect } from "chai";
import { readSarif } from "../support/sarif";
import { runCli } from "./run-cli";

const WRONG = { "iam-policy-disallow-admin-acess": "mandatory", all: { onUnknown: "block" } };
const RIGHT = {
  all: "advisory",
  "iam-role-disallow-new-access": "disabled",
  "iam-policy-disallow-admin-access": { onUnknown: "block" },
};

describe("ec2-identity check-policy-config", () => {
  it("ends with 0 for a right configuration, an organisation's own policies named", () => {
    const files = { "right.json": RIGHT, "own.json": { own: "mandatory" } };
    const run = runCli(["check-policy-config", "right.json", "own.json", "--other-policy", "own"], { files });
    expect(run).to.deep.include({ exitCode: 0, stderr: "" });
    expect(run.stdout).to.include("right.json: nothing found");
  });

  it("ends with 1 for wrong names and keys, with their place and what was meant", () => {
    const run = runCli(["check-policy-config", "wrong.json", "right.json"], {
      files: { "wrong.json": WRONG, "right.json": RIGHT },
    });
    expect(run).to.deep.include({ exitCode: 1, stderr: "" });
    expect(run.stdout).to.match(/2:38 {2}error {2}unknown-policy {2}\/iam-policy-disallow-admin-acess/);
    expect(run.stdout).to.include("fix: use `iam-policy-disallow-admin-access`");
    expect(run.stdout).to.match(/4:18 {2}error {2}ignored-setting {2}\/all\/onUnknown/);
  });

  it("ends with 2 for what is no configuration, and still reports the other files in one value", () => {
    const files = { "list.json": [], "text.json": "{", "wrong.json": WRONG };
    const names = ["none.json", "list.json", "text.json", "wrong.json"];
    const run = runCli(["check-policy-config", "--format", "json", ...names], { files });
    expect(run).to.deep.include({ exitCode: 2, stderr: "" });
    const output = JSON.parse(run.stdout) as {
      files: { file: string; findings: { code: string; pointer: string; line: number }[] }[];
      errors: { file: string; reason: string }[];
    };
    expect(output.errors.map(({ file }) => file)).to.deep.equal(names.slice(0, 3));
    expect(output.errors[1]?.reason).to.contain("expected an object with an entry for each policy");
    expect(output.files[0]?.findings.map(({ code, pointer, line }) => [code, pointer, line])).to.deep.equal([
      ["unknown-policy", "/iam-policy-disallow-admin-acess", 2],
      ["ignored-setting", "/all/onUnknown", 4],
    ]);
  });

  it("ends with 1 for keys that stand twice", () => {
    const name = "iam-policy-disallow-admin-access";
    const text = `{"all":"advisory","all":"disabled","${name}":{"enforcementLevel":"disabled","enforcementLevel":"mandatory"},"${name}":"advisory"}`;
    const run = runCli(["check-policy-config", "twice.json"], { files: { "twice.json": text } });
    expect(run).to.deep.include({ exitCode: 1, stderr: "" });
    for (const pointer of ["/all", `/${name}`, `/${name}/enforcementLevel`]) {
      expect(run.stdout).to.match(new RegExp(`error {2}duplicate-key {2}${pointer}[ \\n]`));
    }
  });

  it("writes SARIF and Markdown", () => {
    const files = { "wrong.json": WRONG };
    const sarif = readSarif(runCli(["check-policy-config", "--format", "sarif", "wrong.json"], { files }).stdout);
    expect(sarif.runs[0]?.results?.map(({ ruleId, level }) => [ruleId, level])).to.deep.equal([
      ["unknown-policy", "error"],
      ["ignored-setting", "error"],
    ]);
    expect(sarif.runs[0]?.tool.driver.rules).to.have.length(2);
    const markdown = runCli(["check-policy-config", "--format", "markdown", "wrong.json"], { files }).stdout;
    expect(markdown).to.include("| error | `unknown-policy` | line 2, `/iam-policy-disallow-admin-acess` |");
  });
});
