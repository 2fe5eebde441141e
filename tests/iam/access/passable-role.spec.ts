import { expect } from "chai";
import fc from "fast-check";
import { judgePassing, parsePolicyDocument, passingJudge, type NamedPolicy } from "../../../iam";
import { pairs, SEED } from "../../support/property-settings";

const EC2 = "ec2.amazonaws.com";
const ECS = "ecs-tasks.amazonaws.com";
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

function policyOf(id: string, statements: readonly object[]): NamedPolicy {
  const parsed = parsePolicyDocument({ Version: "2012-10-17", Statement: statements });
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.issues));
  return { id, document: parsed.document };
}

const condition = fc.constantFrom(
  {},
  {},
  { StringEquals: { "iam:PassedToService": EC2 } },
  { StringEquals: { "iam:passedtoservice": [ECS, "ec2*"] } },
  { StringEquals: { "iam:PassedToService": "${aws:username}" } },
  { StringLike: { "iam:PassedToService": "ec2*" } },
  { StringNotEquals: { "iam:PassedToService": EC2 } },
  { StringEquals: { "iam:PassedToService": EC2, "aws:SourceVpc": "vpc-1" } },
  { StringEquals: { "aws:SourceVpc": "vpc-1" } },
);
const statement = (effects: readonly string[]): fc.Arbitrary<object> =>
  fc.record({
    Effect: fc.constantFrom(...effects),
    Action: fc.constantFrom("iam:PassRole", "IAM:passrole", "iam:*", "iam:Pass*", "s3:GetObject"),
    Resource: fc.constantFrom(
      role("web"),
      [role("web"), role("db")],
      [role("w*"), "*"],
      "arn:aws:iam::${aws:PrincipalAccount}:role/web",
    ),
    Condition: condition,
  });
const policy = (id: string, effects: readonly string[]): fc.Arbitrary<NamedPolicy> =>
  fc.array(statement(effects), { minLength: 1, maxLength: 2 }).map((statements) => policyOf(id, statements));

describe("the judge of passing for many roles", () => {
  it("answers as the engine does for each of them", () => {
    const alone = fc.record({ identity: fc.tuple(policy("a", ["Allow"])) });
    const limited = fc.record({
      identity: fc.tuple(policy("a", ["Allow"]), policy("b", ["Allow", "Deny"])),
      permissionsBoundary: policy("boundary", ["Allow"]),
    });
    const roles = fc.constantFrom(role("web"), role("db"), "arn:*:iam::????????????:role/web");
    const services = fc.constantFrom([EC2], [EC2, ECS], ["*"], ["ecs*"]);
    let compared = 0;
    fc.assert(
      fc.property(fc.oneof(alone, alone, limited), roles, services, (source, passed, to) => {
        const answer = passingJudge(source)(passed, to);
        const engine = judgePassing(source, passed, to);
        expect(answer.kind).to.equal(engine.kind);
        if (answer.kind !== "granted" || engine.kind !== "granted") return;
        expect(answer.statements).to.deep.equal(engine.statements);
        if (!("request" in answer)) compared += 1;
      }),
      { seed: SEED, numRuns: pairs(50) },
    );
    expect(compared).to.be.greaterThan(pairs(1_000));
  });
});
