import { expect } from "chai";
import type { Evaluation } from "../../iam";
import { readSarif } from "../support/sarif";
import { runCli, type CliRun } from "./run-cli";

const REQUEST = {
  principal: "arn:aws:iam::111122223333:role/Get-pics",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::amzn-s3-demo-bucket/photo.png",
  context: {},
};
const policy = (id: string, statement: object): object => ({
  id,
  document: { Version: "2012-10-17", Statement: [{ Sid: "One", Action: "s3:*", Resource: "*", ...statement }] },
});

function evaluate(request: unknown, policies: unknown, ...args: readonly string[]): CliRun {
  return runCli(["evaluate", "--request", "request.json", "--policies", "policies.json", ...args], {
    files: { "request.json": request, "policies.json": policies },
  });
}

describe("ec2-identity evaluate", () => {
  it("ends with 0 for an allowed request and names the statement", () => {
    const run = evaluate(REQUEST, { identity: [policy("pics", { Effect: "Allow" })] });
    expect(run.exitCode).to.equal(0);
    expect(run.stdout).to.include("allowed");
    expect(run.stdout).to.include("by pics /Statement/0 (One)");
  });

  it("ends with 1 for a denied request, explicitly or not", () => {
    const denied = evaluate(REQUEST, { identity: [policy("pics", { Effect: "Deny" })] }, "--format", "json");
    expect(denied.exitCode).to.equal(1);
    expect((JSON.parse(denied.stdout) as Evaluation).decision).to.equal("explicitDeny");
    const none = evaluate(REQUEST, { identity: [] }, "--format", "json");
    expect(none.exitCode).to.equal(1);
    expect(JSON.parse(none.stdout)).to.deep.equal({
      decision: "implicitDeny",
      deciding: [],
      explanation: [
        `Implicitly denied: \`${REQUEST.principal}\` doing \`s3:GetObject\` on \`${REQUEST.resource}\`, since no statement of ` +
          "the identity policies allows it.",
        "Identity policies: no statement.",
      ],
    });
  });

  it("ends with 1 for a role of another account that is to be passed, whatever the policies say", () => {
    const pass = { ...REQUEST, action: "iam:PassRole", resource: "arn:aws:iam::444455556666:role/their" };
    const everything = { identity: [policy("all", { Effect: "Allow", Action: "*" })] };
    const run = evaluate(pass, everything);
    expect(run.exitCode).to.equal(1);
    expect(run.stdout).to.include("implicitDeny: the request is denied: roles are passed inside one account only");
  });

  it("says which kind of policies does not allow, and which key is not in the request", () => {
    const condition = { StringEquals: { "aws:PrincipalTag/team": "a" } };
    const run = evaluate(REQUEST, {
      identity: [policy("pics", { Effect: "Allow" })],
      permissionsBoundary: policy("limit", { Effect: "Allow", Condition: condition }),
      scps: [[policy("root", { Effect: "Allow" })]],
    });
    expect(run.exitCode).to.equal(1);
    expect(run.stdout).to.include("the request is denied: no statement of the permissions boundary allows it");
    expect(run.stdout).to.include(
      "of `limit`, Sid `One` does not match: `StringEquals` on `aws:PrincipalTag/team` does not hold: " +
        "the request has no such key, the policy names `a`.",
    );
  });

  it("ends with 3 when an operator is unknown", () => {
    const condition = { StringResembles: { "aws:PrincipalTag/team": "a" } };
    const run = evaluate(
      REQUEST,
      { identity: [policy("pics", { Effect: "Allow", Condition: condition })] },
      "--format",
      "json",
    );
    expect(run.exitCode).to.equal(3);
    expect((JSON.parse(run.stdout) as Evaluation).reason?.code).to.be.a("string");
  });

  it("decides a call on several resources: all must be allowed", () => {
    const requests = [REQUEST, { ...REQUEST, resource: "arn:aws:s3:::other/photo.png" }];
    const narrow = { Effect: "Allow", Resource: "arn:aws:s3:::amzn-s3-demo-bucket/*" };
    expect(evaluate(requests, { identity: [policy("pics", narrow)] }).exitCode).to.equal(1);
    expect(evaluate([REQUEST], { identity: [policy("pics", narrow)] }).exitCode).to.equal(0);
  });

  it("ends with 2 for wrong requests, with file, pointer, reason and the names that may stand there", () => {
    const wrong = { ...REQUEST, principal: "nonsense", action: "s3:*", context: { "aws:x": null } };
    const run = evaluate([REQUEST, { ...wrong, resorce: "x" }], { identity: [] });
    expect(run.exitCode).to.equal(2);
    expect(run.stdout).to.equal("");
    expect(run.stderr.split("\n").slice(0, -1)).to.deep.equal([
      "ec2-identity: request.json /1/context/aws:x: expected a text, a number, `true`, `false` or a list of texts",
      "ec2-identity: request.json /1/resorce: got the name `resorce`, expected one of `principal`, `action`, `resource`, " +
        "`resourceAccount`, `managementAccount`, `context`; did you mean `resource`?",
    ]);
    const refused = evaluate([REQUEST, { ...wrong, context: {} }], { identity: [] });
    expect(refused.exitCode).to.equal(2);
    expect(refused.stderr).to.match(/request\.json \/1\/principal: got `nonsense`, expected the ARN of a user, role/);
    expect(refused.stderr).to.include(
      "request.json /1/action: got `s3:*`, expected `service:action`, such as `s3:GetObject`",
    );
  });

  it("ends with 2 for a wrong policy, with the pointer into its document", () => {
    const run = evaluate(REQUEST, { identity: [policy("pics", { Effect: "Maybe" })] }, "--format", "json");
    expect(run.exitCode).to.equal(2);
    expect(run.stderr).to.equal("");
    expect(JSON.parse(run.stdout)).to.deep.equal({
      errors: [
        {
          file: "policies.json",
          pointer: "/identity/0/document/Statement/0/Effect",
          reason: "got `Maybe`, expected `Allow` or `Deny`",
        },
      ],
    });
  });

  it("ends with 2 for files that are missing or no JSON", () => {
    expect(runCli(["evaluate", "--request", "a.json", "--policies", "b.json"]).exitCode).to.equal(2);
    const run = evaluate('{\n "action":,\n}', {});
    expect(run.exitCode).to.equal(2);
    expect(run.stderr).to.equal(
      "ec2-identity: request.json: it is no JSON: expected a JSON value at line 2, column 11\n",
    );
    const twice = evaluate(REQUEST, '{"identity":[],"identity":[]}');
    expect(twice.exitCode).to.equal(2);
    expect(twice.stderr).to.equal("ec2-identity: policies.json /identity: the name stands here more than once\n");
  });

  it("writes SARIF that points at the deciding statement", () => {
    const run = evaluate(REQUEST, { identity: [policy("pics", { Effect: "Deny" })] }, "--format", "sarif");
    const log = readSarif(run.stdout);
    const [result] = log.runs[0]?.results ?? [];
    expect(result?.ruleId).to.equal("explicitDeny");
    expect(result?.locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName).to.equal(
      "/identity/0/document/Statement/0",
    );
    expect(result?.locations?.[0]?.physicalLocation?.region?.startLine).to.be.greaterThan(1);
  });
});
