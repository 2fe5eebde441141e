import { expect } from "chai";
import { readSarif } from "../support/sarif";
import { runCli, type CliRun } from "./run-cli";

const POLICY = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "Pics", Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::pics/*" },
    { Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" },
  ],
};

function check(...args: readonly string[]): CliRun {
  return runCli(["check-access-not-granted", "--policy", "policy.json", ...args], { files: { "policy.json": POLICY } });
}

describe("ec2-identity check-access-not-granted", () => {
  it("ends with 0 when no listed action is allowed on a listed resource", () => {
    expect(check("--action", "iam:PassRole", "--action", "s3:DeleteObject").exitCode).to.equal(0);
    expect(check("--action", "s3:GetObject", "--resource", "arn:aws:s3:::other/*").exitCode).to.equal(0);
  });

  it("ends with 1 when one of them is, and says by which statement", () => {
    const run = check("--action", "iam:PassRole", "--action", "s3:GetObject");
    expect(run.exitCode).to.equal(1);
    expect(run.stdout).to.include("does: s3:GetObject");
    expect(run.stdout).to.include("allowed by: policy.json /Statement/0 (Pics)");
  });

  it("takes a missing list as all", () => {
    expect(check("--resource", "arn:aws:s3:::pics/a.png").exitCode).to.equal(1);
    expect(check("--resource", "arn:aws:sqs:eu-west-1:111122223333:queue").exitCode).to.equal(0);
    expect(check().exitCode).to.equal(1);
  });

  it("writes SARIF that points at the statement", () => {
    const [result] = readSarif(check("--action", "s3:GetObject", "--format", "sarif").stdout).runs[0]?.results ?? [];
    expect(result?.locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName).to.equal("/Statement/0");
  });

  it("ends with 2 for what no request can have, and names what is near", () => {
    const run = check("--action", "iam:PasRole", "--action", "GetObject", "--resource", "arn:aws:s3::pics");
    expect(run.exitCode).to.equal(2);
    expect(run.stdout).to.equal("");
    expect(run.stderr).to.include("--action: the action `iam:PasRole` does not exist; use `iam:PassRole`");
    expect(run.stderr).to.include("--action: `GetObject` is no action");
    expect(run.stderr).to.include("--resource: `arn:aws:s3::pics` has fewer fields than an ARN");
  });
});
