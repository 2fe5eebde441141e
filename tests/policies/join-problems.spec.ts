import { expect } from "chai";
import { iamRoleDisallowPassRoleGain } from "../../policies/iam/iam-role-disallow-pass-role-gain";
import { iamRoleRequireTrustOfPassedService } from "../../policies/iam/iam-role-require-trust-of-passed-service";
import { joinFindings, type Finding } from "../../policies/findings";
import { joinProblems } from "../../policies/join-problems";
import { runPolicy, type TestResource } from "../support/policy-run";

const say = (Statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...Statement } });
const TRUST = say({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });

/** As many roles, and a user who may pass all of them to `service`. */
function passerOf(count: number, service: string, policy: unknown): readonly TestResource[] {
  const roles = Array.from({ length: count }, (_, index): TestResource => {
    const outputs = { name: `role-${index}`, path: "/", assumeRolePolicy: TRUST };
    return { type: "aws:iam/role:Role", name: `role-${index}`, inputs: outputs, outputs };
  });
  const held = (name: string, role: string): TestResource => ({
    type: "aws:iam/rolePolicy:RolePolicy",
    name,
    outputs: { name, role, policy },
  });
  const pass = say({
    Action: "iam:PassRole",
    Resource: "arn:aws:iam::*:role/role-*",
    Condition: { StringEquals: { "iam:PassedToService": service } },
  });
  return [
    ...roles,
    ...roles.map(({ name }) => held(`of-${name}`, name)),
    { type: "aws:iam/user:User", name: "dev", outputs: { name: "dev", path: "/" } },
    { type: "aws:iam/userPolicy:UserPolicy", name: "pass", outputs: { name: "pass", user: "dev", policy: pass } },
    {
      type: "aws:iam/userPolicy:UserPolicy",
      name: "open",
      outputs: { name: "open", user: "dev", policy: { $unknown: true } },
    },
  ];
}

describe("problems that differ in their subject alone", () => {
  it("become one that lists three and counts the others, and keep their order among others", () => {
    const about = (name: string) => ({ problem: `whether ${name} fits: ${"r".repeat(3)}`, about: name });
    expect(joinProblems([about("A"), about("B")])).to.equal("whether A and B fits: rrr");
    const many = ["A", "B", "C", "D", "E", "A"].map(about);
    expect(joinProblems([{ problem: "first" }, ...many, { problem: "last" }, { problem: "last" }])).to.equal(
      "first; whether A, B, C and 2 more fits: rrr; last",
    );
    expect(joinProblems([{ problem: "a, b is bad $&", about: "a, b" }])).to.equal("a, b is bad $&");
  });

  it("stay apart where the reasons differ", () => {
    const resource = { urn: "u", type: "t", name: "n" };
    const of = (about: string, reason: string): Finding => ({
      kind: "notVerified",
      resource,
      problem: `${about} is not decided: ${reason}`,
      about,
      fix: "f",
    });
    const { problem } = joinFindings([of("a", "x"), of("b", "y"), of("c", "x")]);
    expect(problem).to.equal("a and c is not decided: x; b is not decided: y");
  });

  it("are no giant line of a passer who may pass many roles", () => {
    const allowed = say({ Action: "s3:GetObject", Resource: "*" });
    const [report, ...others] = runPolicy(iamRoleDisallowPassRoleGain, {
      resources: passerOf(27, "ec2.amazonaws.com", allowed),
    }).reports;
    expect(others).to.deep.equal([]);
    expect(report?.message).to.match(
      /whether it gains by passing aws:iam\/role:Role `role-0`, .*`role-1`, .*`role-2` and 24 more is not decided: [^;]*\nfix: /,
    );
  });

  it("are no giant line of roles that do not trust the service", () => {
    const [report, ...others] = runPolicy(iamRoleRequireTrustOfPassedService, {
      resources: passerOf(27, "lambda.amazonaws.com", say({ Action: "s3:GetObject", Resource: "*" })),
    }).reports;
    expect(others).to.deep.equal([]);
    expect(report?.message).to.match(
      /may pass .*`role-2` and 24 more, by statement 0 .*, to `lambda.amazonaws.com`, which/,
    );
    expect(report?.message).to.have.length.lessThan(700);
  });
});
