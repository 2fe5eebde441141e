import { expect } from "chai";
import type { Finding } from "../../iam";
import { readSarif } from "../support/sarif";
import { runCli } from "./run-cli";

const policy = (statement: object): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", ...statement }],
});
const RIGHT = policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::amzn-s3-demo-bucket/*" });
const WRONG = policy({ Action: "s3:HeadBucket", Resource: "arn:aws:s3:::amzn-s3-demo-bucket" });
const WIDE = policy({ Action: "iam:PassRole", Resource: "*" });

interface LintOutput {
  readonly files: readonly { readonly file: string; readonly findings: readonly (Finding & { line: number })[] }[];
  readonly errors: readonly { readonly file: string; readonly pointer: string; readonly reason: string }[];
}

const json = (text: string): LintOutput => JSON.parse(text) as LintOutput;

describe("ec2-identity lint", () => {
  it("ends with 0 when there is no error finding", () => {
    const run = runCli(["lint", "right.json", "wide.json"], { files: { "right.json": RIGHT, "wide.json": WIDE } });
    expect(run.exitCode).to.equal(0);
    expect(run.stderr).to.equal("");
    expect(run.stdout).to.include("right.json: nothing found");
    expect(run.stdout).to.include("pass-role-with-star-in-resource");
    expect(run.stdout).to.not.include("\u001b");
  });

  it("ends with 1 for an error finding, and names place and fix", () => {
    const run = runCli(["lint", "wrong.json"], { files: { "wrong.json": WRONG } });
    expect(run.exitCode).to.equal(1);
    expect(run.stdout).to.match(/6:17 {2}error {2}invalid-action {2}\/Statement\/0\/Action/);
    expect(run.stdout).to.include("fix: use `s3:ListBucket`");
  });

  it("reports every one of twenty files", () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`p${index}.json`, WRONG]));
    const run = runCli(["lint", "--format", "json", ...Object.keys(files)], { files });
    expect(run.exitCode).to.equal(1);
    const output = json(run.stdout);
    expect(output.files.map(({ file }) => file)).to.deep.equal(Object.keys(files));
    for (const { findings } of output.files) expect(findings.map(({ code }) => code)).to.deep.equal(["invalid-action"]);
  });

  it("prints one JSON value and nothing else, also when files are missing", () => {
    const run = runCli(["lint", "--format", "json", "none.json", "wrong.json", "text.json"], {
      files: { "wrong.json": WRONG, "text.json": "{" },
    });
    expect(run.exitCode).to.equal(2);
    expect(run.stderr).to.equal("");
    const output = json(run.stdout);
    expect(output.files.map(({ file }) => file)).to.deep.equal(["wrong.json"]);
    expect(output.errors.map(({ file }) => file)).to.deep.equal(["none.json", "text.json"]);
    expect(output.errors[1]?.reason).to.include("no JSON");
  });

  it("ends with 2 for a file that is no policy, with file and reason and no stack trace", () => {
    const run = runCli(["lint", "list.json"], { files: { "list.json": [1, 2] } });
    expect(run.exitCode).to.equal(2);
    expect(run.stderr).to.equal(
      "ec2-identity: list.json: it is no policy document: it has neither Statement nor Version\n",
    );
  });

  it("ends with 2 for wrong usage", () => {
    for (const args of [["lint"], ["lint", "--type", "nope", "x.json"], ["nope"], ["lint", "--nope", "x.json"]]) {
      const run = runCli(args);
      expect(run.exitCode, args.join(" ")).to.equal(2);
      expect(run.stderr).to.include("error:");
      expect(run.stderr).to.not.include("    at ");
    }
  });

  it("reads standard input for -", () => {
    const run = runCli(["lint", "-", "--format", "json"], { stdin: JSON.stringify(WRONG) });
    expect(run.exitCode).to.equal(1);
    expect(json(run.stdout).files[0]?.file).to.equal("-");
  });

  it("judges by the type that is given", () => {
    const files = { "scp.json": policy({ Action: "*", Resource: "*", Principal: "*" }) };
    const run = runCli(["lint", "--type", "scp", "--format", "json", "scp.json"], { files });
    expect(json(run.stdout).files[0]?.findings.map(({ code }) => code)).to.deep.equal(["scp-syntax-error-principal"]);
  });

  it("writes SARIF 2.1.0 with rules, levels and places", () => {
    const run = runCli(["lint", "--format", "sarif", "wrong.json", "wide.json", "none.json"], {
      files: { "wrong.json": WRONG, "wide.json": WIDE },
    });
    expect(run.exitCode).to.equal(2);
    const log = readSarif(run.stdout);
    const [sarif] = log.runs;
    expect(log.version).to.equal("2.1.0");
    expect(sarif?.tool.driver.rules?.map(({ id }) => id)).to.deep.equal([
      "invalid-action",
      "pass-role-with-star-in-resource",
    ]);
    expect(sarif?.results?.map(({ ruleId, level }) => [ruleId, level])).to.deep.equal([
      ["invalid-action", "error"],
      ["pass-role-with-star-in-resource", "warning"],
    ]);
    const place = sarif?.results?.[0]?.locations?.[0];
    expect(place?.physicalLocation?.artifactLocation?.uri).to.equal("wrong.json");
    expect(place?.physicalLocation?.region).to.deep.equal({ startLine: 6, startColumn: 17 });
    expect(place?.logicalLocations?.[0]?.fullyQualifiedName).to.equal("/Statement/0/Action");
    expect(sarif?.invocations?.[0]?.executionSuccessful).to.equal(false);
    expect(sarif?.invocations?.[0]?.toolExecutionNotifications).to.have.length(1);
  });

  it("writes a Markdown table", () => {
    const run = runCli(["lint", "--format", "markdown", "wrong.json"], { files: { "wrong.json": WRONG } });
    expect(run.stdout.split("\n").slice(0, 4)).to.deep.equal([
      "## wrong.json",
      "",
      "| severity | code | place | finding | fix |",
      "| --- | --- | --- | --- | --- |",
    ]);
    expect(run.stdout).to.include("| error | `invalid-action` | line 6, `/Statement/0/Action` |");
  });
});
