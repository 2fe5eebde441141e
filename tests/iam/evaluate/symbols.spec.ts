import { expect } from "chai";
import fc from "fast-check";
import { compilePolicies, evaluate, symbolicDocument, type NamedPolicy, type PublishedDocument } from "../../../iam";
import { statement } from "../../support/arbitraries/policy-arbitrary";
import { request } from "../../support/arbitraries/request-arbitrary";
import { policy } from "../../support/policies";
import { RUNS, SEED } from "../../support/property-settings";

const PLACEHOLDERS = ["${ec2-identity:symbol:0}", "${ec2-identity:symbol:1}"];

const published = (document: object, pattern?: string): PublishedDocument => ({
  formatVersion: 1,
  policyType: "identity",
  subject: { urn: "urn:pulumi:s::p::aws:iam/rolePolicy:RolePolicy::r", property: "policy" },
  document,
  symbols: [
    { id: "urn#arn", label: "arn of bucket", ...(pattern !== undefined && { pattern }) },
    { id: "urn#name", label: "name of bucket" },
  ],
});

function symbolic(document: object, pattern?: string): NamedPolicy {
  const result = symbolicDocument(published(document, pattern));
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return { id: "p", document: result.document };
}

const bucket = "arn:aws:s3:::b";
const read = (resource: string, more: object = {}) => ({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "s3:GetX", Resource: resource, ...more },
});
const asked = {
  principal: "arn:aws:iam::111111111111:user/a",
  action: "s3:GetX",
  resource: `${bucket}/a`,
  context: {},
};
const decide = (document: object, pattern?: string, context = {}) =>
  evaluate({ ...asked, context }, { identity: [symbolic(document, pattern)] });

describe("evaluate with symbols", () => {
  it("is unknown where the value matters, and names the symbol", () => {
    const { decision, reason } = decide(read("${ec2-identity:symbol:0}/*"));
    expect(decision).to.equal("unknown");
    expect(reason).to.include({ code: "symbol", symbol: "urn#arn", pointer: "/Statement" });
    expect(reason?.message).to.contain("arn of bucket");
  });

  it("decides what no value can match", () => {
    expect(decide(read("${ec2-identity:symbol:0}/b")).decision).to.equal("implicitDeny");
    expect(decide(read("${ec2-identity:symbol:0}/*"), "arn:*:sqs:*").decision).to.equal("implicitDeny");
  });

  it("decides what every value matches", () => {
    expect(decide(read("${ec2-identity:symbol:0}/*"), bucket).decision).to.equal("allowed");
  });

  it("decides where another statement makes the value irrelevant", () => {
    const [first, second] = [read("${ec2-identity:symbol:0}/*").Statement, read("*").Statement];
    expect(decide({ Version: "2012-10-17", Statement: [first, second] }).decision).to.equal("allowed");
  });

  it("is unknown in a condition of any domain, also a negated one", () => {
    for (const operator of ["StringEquals", "StringNotLike", "NumericLessThan", "IpAddress", "ArnLike", "Bool"]) {
      const condition = { Condition: { [operator]: { "a:x": "${ec2-identity:symbol:1}" } } };
      const { decision } = decide(read("*", condition), undefined, { "a:x": "arn:aws:s3:::b" });
      expect(decision, operator).to.equal("unknown");
    }
  });

  it("matches ARNs in conditions part by part, and decides what no value can match", () => {
    const holds = (pattern: string, value: string, operator = "ArnLike"): string =>
      decide(read("*", { Condition: { [operator]: { "a:x": pattern } } }), undefined, { "a:x": value }).decision;
    const role = "arn:aws:iam::111122223333:role/${ec2-identity:symbol:1}";
    expect(holds(role, "arn:aws:iam::111122223333:role/app")).to.equal("unknown");
    expect(holds(role, "arn:aws:iam::111122223333:user/app")).to.equal("implicitDeny");
    expect(holds(role, "arn:aws:iam::111122223333:user/app", "ArnNotLike")).to.equal("allowed");
    expect(holds(role, "arn:aws:iam::111122223333:ROLE/app")).to.equal("implicitDeny");
    const account = "arn:aws:iam::${ec2-identity:symbol:1}:role/${aws:PrincipalTag/none}";
    expect(holds(account, "arn:aws:iam::111122223333:role/app")).to.equal("implicitDeny");
    expect(holds(account, "arn:aws:iam::111122223333:role/app", "ArnNotLike")).to.equal("allowed");
  });

  it("says why: unknown operators, short ARNs and symbols have their own codes and places", () => {
    const reasonOf = (condition: object, context: Record<string, string>) =>
      decide(read("*", { Condition: condition }), undefined, context).reason;
    expect(reasonOf({ Foo: { "a:x": "1" } }, {})).to.deep.equal({
      code: "unknown-operator",
      message: "the condition operator `Foo` is not known",
      pointer: "/Statement/Condition/Foo/a:x",
    });
    expect(reasonOf({ ArnLike: { "a:x": "arn:aws:s3*" } }, { "a:x": bucket })).to.deep.equal({
      code: "short-arn",
      message: "an ARN with fewer than six parts in a condition: AWS does not say what it matches",
      pointer: "/Statement/Condition/ArnLike/a:x",
    });
    for (const operator of ["StringEquals", "NumericEquals"]) {
      expect(reasonOf({ [operator]: { "a:x": "${ec2-identity:symbol:1}" } }, { "a:x": "1" })).to.deep.equal({
        code: "symbol",
        symbol: "urn#name",
        message: "the answer depends on the value of `name of bucket`",
        pointer: `/Statement/Condition/${operator}/a:x`,
      });
    }
  });

  it("fills variables beside a symbol, for each request anew", () => {
    const document = read("arn:aws:s3:::${ec2-identity:symbol:1}/${aws:username}");
    expect(decide(document, undefined, { "aws:username": "a" }).decision).to.equal("unknown");
    expect(decide(document, undefined, { "aws:username": "b" }).decision).to.equal("implicitDeny");
    const compiled = compilePolicies({ identity: [symbolic(document)] });
    for (const [name, want] of [
      ["a", "unknown"],
      ["b", "implicitDeny"],
      ["a", "unknown"],
    ] as const) {
      expect(evaluate({ ...asked, context: { "aws:username": name } }, compiled).decision).to.equal(want);
    }
  });

  it("compares without case where the operator does", () => {
    const condition = { Condition: { StringEqualsIgnoreCase: { "a:x": "${ec2-identity:symbol:0}-X" } } };
    expect(decide(read("*", condition), "a", { "a:x": "A-x" }).decision).to.equal("allowed");
    expect(decide(read("*", condition), "a?", { "a:x": "AB-x" }).decision).to.equal("unknown");
    expect(decide(read("*", condition), "a", { "a:x": "B-x" }).decision).to.equal("implicitDeny");
  });

  it("is unknown for actions and principals with symbols", () => {
    const statementOf = { ...read("*").Statement, Action: "s3:${ec2-identity:symbol:1}" };
    expect(decide({ Version: "2012-10-17", Statement: statementOf }).decision).to.equal("unknown");
  });

  it("reads placeholders in version 2008-10-17 too", () => {
    expect(decide({ ...read("${ec2-identity:symbol:0}/*"), Version: "2008-10-17" }).decision).to.equal("unknown");
  });

  it(`keeps what it decides for every value that the pattern admits (seed ${SEED})`, () => {
    const values = ["a", "b", "ab", "", "arn:aws:s3:::b", "arn:aws:s3:::b/a", "x", "d/e"];
    let unknown = 0;
    let holding = 0;
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...["a", "b", "arn:aws:s3:::b", "*", "s3"]),
        request,
        (statements, replaced, drawn) => {
          const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
          // Not in front of a colon: keys hold no symbols.
          const withSymbol = text.replaceAll(
            new RegExp(`${replaced.replace("*", "\\*")}"(?!:)`, "g"),
            () => `${PLACEHOLDERS[1] ?? ""}"`,
          );
          if (withSymbol === text) return;
          holding++;
          const { decision } = evaluate(drawn, { identity: [symbolic(JSON.parse(withSymbol) as object)] });
          if (decision === "unknown") unknown++;
          for (const value of decision === "unknown" ? [] : values) {
            const known = JSON.parse(withSymbol.replaceAll(PLACEHOLDERS[1] ?? "", value)) as object;
            const concrete = evaluate(drawn, { identity: [policy("p", known)] });
            expect(concrete.decision, `${withSymbol} with ${value}`).to.equal(decision);
          }
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
    expect(unknown, "most of these are decided").to.be.lessThan(holding / 2);
  });
});

describe("symbolicDocument", () => {
  it("refuses a placeholder without a symbol, a newer format and a broken symbol", () => {
    const codes = (document: PublishedDocument) => symbolicDocument(document).issues.map(({ code }) => code);
    expect(codes(published(read("${ec2-identity:symbol:2}/*")))).to.include("unknown-symbol");
    expect(codes({ ...published(read("*")), formatVersion: 2 as 1 })).to.deep.equal(["unsupported-format-version"]);
    expect(codes({ ...published(read("*")), symbols: [{ id: "x" } as never] })).to.include("malformed-symbol");
    expect(codes({ ...published(read("*")), symbols: undefined as never })).to.include("malformed-symbol");
    const Condition = { StringEquals: { "aws:RequestTag/${ec2-identity:symbol:0}": "x" } };
    expect(codes(published(read("*", { Condition })))).to.deep.equal(["malformed-symbol"]);
    expect(codes(null as never)).to.deep.equal(["unsupported-format-version"]);
  });
});
