import { expect } from "chai";
import type { Containment } from "../../iam";
import { readSarif } from "../support/sarif";
import { runCli, type CliRun } from "./run-cli";

const policy = (...statements: readonly object[]): object => ({
  Version: "2012-10-17",
  Statement: statements.map((one) => ({ Effect: "Allow", Resource: "*", ...one })),
});
const READ = policy({ Sid: "Read", Action: "s3:Get*" });
const READ_AND_WRITE = policy({ Sid: "Both", Action: ["s3:Get*", "s3:PutObject"] });

function check(existing: unknown, next: unknown, ...args: readonly string[]): CliRun {
  return runCli(["check-no-new-access", "--existing", "old.json", "--new", "new.json", ...args], {
    files: { "old.json": existing, "new.json": next },
  });
}

describe("ec2-identity check-no-new-access", () => {
  it("ends with 0 when the new policy lies within the existing one", () => {
    const run = check(READ_AND_WRITE, READ);
    expect(run.exitCode).to.equal(0);
    expect(run.stdout).to.equal("passed: the new policy allows nothing that the existing one does not\n");
  });

  it("ends with 1 and prints who does what on what, allowed by which statement", () => {
    const run = check(READ, READ_AND_WRITE);
    expect(run.exitCode).to.equal(1);
    expect(run.stdout).to.include("does: s3:PutObject");
    expect(run.stdout).to.include("allowed by: new.json /Statement/0 (Both)");
    expect(run.stdout).to.include("not allowed before: no statement allows it");
    expect(run.stdout).to.include("old.json /Statement/0 (Read) does not: its Action does not cover `s3:PutObject`");
  });

  it("names the conditions and the statement that denies", () => {
    const Condition = { StringEquals: { "aws:PrincipalTag/team": "blue" } };
    const run = check(
      policy({ Action: "s3:*" }, { Sid: "No", Effect: "Deny", Action: "s3:*", Condition }),
      READ,
      "--format",
      "markdown",
    );
    expect(run.exitCode).to.equal(1);
    expect(run.stdout).to.include('- under: `aws:PrincipalTag/team = "blue"`');
    expect(run.stdout).to.include("- not allowed before: denied by old.json /Statement/1 (No)");
  });

  it("ends with 3 and the construct when it is not decided", () => {
    const run = check(
      policy({ Action: "*", Condition: { StringResembles: { "s3:prefix": "a" } } }),
      READ,
      "--format",
      "json",
    );
    expect(run.exitCode).to.equal(3);
    const answer = JSON.parse(run.stdout) as Containment;
    expect(answer.kind === "unknown" && answer.reason.code).to.equal("unknown-operator");
  });

  it("with --typed counts only requests that AWS can receive", () => {
    const all = policy({ Action: "s3:ListAllMyBuckets" });
    const none = policy(
      { Action: "s3:ListAllMyBuckets", Resource: "*" },
      { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::*" },
    );
    expect(check(none, all).exitCode).to.equal(1);
    expect(check(none, all, "--typed").exitCode).to.equal(0);
  });

  it("reads trust policies", () => {
    const trust = (principal: string): object => ({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" },
    });
    const account = trust("arn:aws:iam::111111111111:root");
    const role = trust("arn:aws:iam::111111111111:role/abcd");
    expect(check(account, role, "--type", "trust").exitCode).to.equal(0);
    expect(check(role, account, "--type", "trust").exitCode).to.equal(1);
  });

  it("writes SARIF that points at the allowing statement", () => {
    const log = readSarif(check(READ, READ_AND_WRITE, "--format", "sarif").stdout);
    const result = log.runs[0]?.results?.[0];
    expect(result?.ruleId).to.equal("check-no-new-access");
    expect(result?.level).to.equal("error");
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).to.equal("new.json");
    expect(result?.locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName).to.equal("/Statement/0");
  });

  it("ends with 2 for a wrong document, with file, pointer and reason", () => {
    const run = check(READ, { Version: "2012-10-17", Statement: [{ Effect: "Maybe", Action: "s3:*", Resource: "*" }] });
    expect(run.exitCode).to.equal(2);
    expect(run.stderr).to.include("new.json /Statement/0/Effect");
  });

  it("names the option of the type where a document is one of another type", () => {
    const trust = {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    };
    const run = check(trust, trust);
    expect(run.exitCode).to.equal(2);
    expect(run.stderr).to.equal(
      "ec2-identity: new.json /Statement/Principal: a policy of type `identity` has no Principal; it is valid as a trust policy: " +
        "give `--type trust`\n",
    );
  });
});
