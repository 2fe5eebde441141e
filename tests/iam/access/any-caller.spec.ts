import { expect } from "chai";
import fc from "fast-check";
import { effectivePermissions, evaluate, ofAnyCaller, type ApplicablePolicies } from "../../../iam";
import { policy } from "../../support/policies";
import { RUNS, SEED } from "../../support/property-settings";

const HOME = "arn:aws:s3:::home/";
const CALLER = "arn:aws:iam::111122223333:user/team/alice";

const resources = fc.constantFrom<object>(
  { Resource: "*" },
  { Resource: `${HOME}*` },
  { Resource: `${HOME}\${aws:username}/*` },
  { Resource: [`${HOME}\${aws:username}/*`, `${HOME}shared/*`] },
  { NotResource: `${HOME}\${aws:username}/*` },
  { NotResource: [`${HOME}\${aws:PrincipalTag/team}/*`, `${HOME}shared/*`] },
);
const conditions = fc.constantFrom<object>(
  {},
  { Condition: { StringEquals: { "aws:username": ["alice", "bob"] } } },
  { Condition: { StringNotEquals: { "aws:PrincipalTag/team": "blue" } } },
  { Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/team/*" } } },
  { Condition: { StringLike: { "s3:prefix": "${aws:username}/*" }, Bool: { "aws:SecureTransport": "true" } } },
);
const statements = fc.array(
  fc
    .tuple(fc.constantFrom("Allow", "Allow", "Deny"), fc.constantFrom("s3:*", "s3:GetObject"), resources, conditions)
    .map(([Effect, Action, about, condition]) => ({ Effect, Action, ...about, ...condition })),
  { minLength: 1, maxLength: 3 },
);
const requests = fc.record({
  action: fc.constantFrom("s3:GetObject", "s3:PutObject"),
  resource: fc.constantFrom(...["alice/a", "bob/a", "blue/a", "shared/a"].map((end) => `${HOME}${end}`)),
  team: fc.constantFrom("blue", "red", "shared"),
  name: fc.constantFrom("alice", "bob"),
  prefix: fc.constantFrom("alice/", "bob/"),
});

describe("permissions of any caller", () => {
  it("at least are allowed every caller, and at most hold all that some caller is allowed", () => {
    let differing = 0;
    const documents = fc.record({ identity: statements, boundary: fc.option(statements, { nil: undefined }) });
    const property = fc.property(
      documents,
      requests,
      ({ identity, boundary }, { action, resource, team, name, prefix }) => {
        const document = (Statement: readonly object[]): object => ({ Version: "2012-10-17", Statement });
        const policies: ApplicablePolicies = {
          identity: [policy("identity", document(identity))],
          ...(boundary === undefined ? {} : { permissionsBoundary: policy("boundary", document(boundary)) }),
        };
        const permissions = effectivePermissions(policies, { principal: CALLER });
        const [least, actual, most] = [
          ofAnyCaller(permissions, "least").policies,
          policies,
          ofAnyCaller(permissions, "most").policies,
        ].map((held) => {
          const context = {
            "aws:username": name,
            "aws:PrincipalArn": `arn:aws:iam::111122223333:user/team/${name}`,
            "aws:PrincipalTag/team": team,
            "aws:SecureTransport": "true",
            "s3:prefix": `${prefix}x`,
          };
          const principal = `arn:aws:iam::111122223333:user/team/${name}`;
          return evaluate({ principal, action, resource, context }, held).decision === "allowed";
        });
        if (least === true) expect(actual, "at least").to.equal(true);
        if (actual === true) expect(most, "at most").to.equal(true);
        if (least !== most) differing += 1;
      },
    );
    fc.assert(property, { seed: SEED, numRuns: Math.max(RUNS, 2_000) });
    expect(differing, "requests that depend on the caller").to.be.greaterThan(100);
  });

  it("keep statements at their places", () => {
    const given = policy("identity", {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:GetObject", Resource: `${HOME}\${aws:username}/*` },
        { Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" },
      ],
    });
    const permissions = effectivePermissions({ identity: [given] }, { principal: CALLER });
    const [{ document } = given] = ofAnyCaller(permissions, "least").policies.identity ?? [];
    expect(document.statements.map(({ pointer }) => pointer)).to.deep.equal(["/Statement/0", "/Statement/1"]);
    expect(document.statements[1]).to.equal(given.document.statements[1]);
  });
});
