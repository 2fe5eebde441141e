import { expect } from "chai";
import fc from "fast-check";
import { mayMeetConditions } from "../../../iam/access/relevant-statements";
import { questionOf, type Asked } from "../../../iam/access/question";
import { checkCommonRequest } from "../../../iam/contain/check-disjointness";
import { judgeAdministratorAccess, judgePassing, parsePolicyDocument, type PolicyDocument } from "../../../iam";
import { pairs, SEED } from "../../support/property-settings";

function documentOf(statement: object): PolicyDocument {
  const parsed = parsePolicyDocument({ Version: "2012-10-17", Statement: statement });
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.issues));
  return parsed.document;
}

describe("statements that cannot bear on a question", () => {
  const allow = (actions: object): PolicyDocument =>
    documentOf({ Effect: "Allow", ...actions, Resource: "*", Condition: { Odd: { "aws:username": "a" } } });

  it("leave it decided, whatever their conditions", () => {
    expect(judgeAdministratorAccess(allow({ Action: ["s3:GetObject", "sqs:*"] })).kind).to.equal("notGranted");
  });

  it("leave it decided by their resources too, but not where a pattern, a variable or a short ARN may match", () => {
    const pass = (resource: object): string =>
      judgePassing(
        documentOf({ Effect: "Allow", Action: "iam:PassRole", ...resource }),
        "arn:aws:iam::111122223333:role/web",
        ["*"],
      ).kind;
    const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
    for (const Resource of [
      "*",
      "arn:*",
      role("w*"),
      role("*b"),
      role("w?b"),
      "arn:aws:iam::${aws:PrincipalAccount}:role/web",
    ]) {
      expect(pass({ Resource }), Resource).to.equal("granted");
    }
    expect(pass({ NotResource: role("other") })).to.equal("granted");
    for (const Resource of [role("other"), role("x*"), role("*c"), "arn:aws:s3:::*"]) {
      expect(pass({ Resource }), Resource).to.equal("notGranted");
    }
  });

  it("are not those whose patterns or exclusions may match", () => {
    const plain = (actions: object): PolicyDocument => documentOf({ Effect: "Allow", ...actions, Resource: "*" });
    for (const actions of [
      { Action: "i?m:put*" },
      { Action: "*" },
      { NotAction: "s3:*" },
      { Action: "IAM:PutRolePolicy" },
    ]) {
      expect(judgeAdministratorAccess(plain(actions)).kind, JSON.stringify(actions)).to.equal("granted");
    }
  });

  it("share no request with the question where their conditions rule it out, as the engine finds", () => {
    const service = fc.constantFrom("ec2", "EC2", "ec2*", "ec2.a", "e?2", "*", "ecs", "e*", "e${aws:username}");
    const services = fc.uniqueArray(service, { minLength: 1, maxLength: 3 });
    const plain = fc.uniqueArray(fc.constantFrom("ec2", "EC2", "ec2.a", "ecs"), { minLength: 1, maxLength: 3 });
    const patterns = fc.uniqueArray(fc.constantFrom("ec2*", "ec2", "e*", "*"), { minLength: 1, maxLength: 2 });
    const key = fc.constantFrom("iam:PassedToService", "iam:passedtoservice", "aws:SourceVpc");
    const operator = fc.constantFrom(
      "StringEquals",
      "stringlike",
      "StringLike",
      "StringEqualsIgnoreCase",
      "StringLikeIfExists",
      "ForAnyValue:StringLike",
      "StringNotLike",
      "Null",
    );
    const condition = fc.tuple(operator, key, services).map(([name, on, values]) => ({
      [name]: { [on]: name === "Null" ? ["false"] : values },
    }));
    const asked: fc.Arbitrary<Asked> = fc.oneof(
      key.map((on): Asked => ["Null", on, ["true"]]),
      fc.tuple(key, plain).map(([on, values]): Asked => ["StringEquals", on, values]),
      fc.tuple(key, plain).map(([on, values]): Asked => ["StringNotEqualsIgnoreCase", on, values]),
      fc.tuple(key, patterns).map(([on, values]): Asked => ["StringNotLike", on, values]),
      key.map((on): Asked => ["StringLike", on, ["?*"]]),
    );
    let ruledOut = 0;
    fc.assert(
      fc.property(
        condition,
        fc.array(fc.array(asked, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
        (given, questions) => {
          const document = documentOf({ Effect: "Allow", Action: "iam:PassRole", Resource: "*", Condition: given });
          const question = questionOf(
            questions.map((conditions) => ({ actions: ["iam:PassRole"], resources: ["*"], conditions })),
          );
          if (document.statements.every((statement) => mayMeetConditions(statement, question))) return;
          ruledOut += 1;
          expect(checkCommonRequest([question, document], { policyType: "identity" }).kind).to.equal("disjoint");
        },
      ),
      { seed: SEED, numRuns: pairs(4) },
    );
    expect(ruledOut).to.be.greaterThan(pairs(200));
  });
});
