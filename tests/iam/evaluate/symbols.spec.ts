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

describe("evaluate by cases of what a symbol may be", () => {
  const name = PLACEHOLDERS[1] ?? "";
  const arn = PLACEHOLDERS[0] ?? "";
  const allow = (more: object) => ({ Effect: "Allow", Action: "s3:GetX", Resource: "*", ...more });
  const deny = (more: object) => ({ ...allow(more), Effect: "Deny" });
  const decision = (statements: readonly object[], context = {}, pattern?: string): string =>
    decide({ Version: "2012-10-17", Statement: statements }, pattern, context).decision;

  it("knows that two places of a symbol are the same text", () => {
    const twice = (resource: string): string => decision([allow({ Resource: resource })]);
    expect(twice(`arn:aws:s3:::${name}/${name}`)).to.equal("implicitDeny");
    expect(twice(`arn:aws:s3:::${name}/?`)).to.equal("unknown");
    expect(twice(`arn:aws:s3:::${name}/${name}*`)).to.equal("implicitDeny");
    expect(twice(`${arn}/${name}`)).to.equal("unknown");
    const tags = (text: string): string =>
      decision([allow({ Condition: { StringEquals: { "a:x": `${name}-${name}` } } })], { "a:x": text });
    expect([tags("ab-ab"), tags("ab-ba"), tags("-")]).to.deep.equal(["unknown", "implicitDeny", "unknown"]);
  });

  it("decides what is so whether the symbol is this text or another", () => {
    const resource = { Resource: `arn:aws:s3:::${name}/*` };
    const others = { Resource: undefined, NotResource: `arn:aws:s3:::${name}/*` };
    expect(decision([allow(resource), allow(others)])).to.equal("allowed");
    expect(decision([deny(resource), deny(others)])).to.equal("explicitDeny");
    expect(decision([allow(resource), deny(others)])).to.equal("unknown");
    const equals = (operator: string) => ({ Condition: { [operator]: { "a:x": name } } });
    expect(decision([allow(equals("StringEquals")), allow(equals("StringNotEquals"))], { "a:x": "v" })).to.equal(
      "allowed",
    );
    expect(decision([allow(equals("StringLike")), allow(equals("StringNotLike"))], {})).to.equal("allowed");
    const both = { Condition: { StringEquals: { "a:x": name }, StringNotEquals: { "a:y": name } } };
    expect(decision([allow(both)], { "a:x": "v", "a:y": "v" })).to.equal("implicitDeny");
    expect(decision([allow(both)], { "a:x": "v", "a:y": "w" })).to.equal("unknown");
  });

  it("names the statements that decide one case or another", () => {
    const halves = [allow({ Resource: `${arn}/*` }), allow({ Resource: undefined, NotResource: `${arn}/*` })];
    const { deciding, reason } = decide({ Version: "2012-10-17", Statement: halves });
    expect(deciding.map(({ statementIndex }) => statementIndex)).to.have.members([0, 1]);
    expect(reason).to.equal(undefined);
  });

  it("counts only values that the symbol's pattern admits", () => {
    const equals = allow({ Condition: { ArnLike: { "a:x": arn } } });
    expect(decision([equals], { "a:x": "arn:aws:s3:::b" }, "arn:aws:s3:::*")).to.equal("unknown");
    expect(decision([equals], { "a:x": "arn:aws:sqs:::b" }, "arn:aws:s3:::*")).to.equal("implicitDeny");
    const bothOf = [0, 1].map((digit) => allow({ Condition: { StringEquals: { "a:x": `${arn}${digit}` } } }));
    expect(decision(bothOf, { "a:x": "a0" }, "a")).to.equal("allowed");
    expect(decision([allow({ Resource: `arn:aws:s3:::${arn}/${arn}` })], {}, "?")).to.equal("implicitDeny");
  });

  it("leaves open what hangs on actions, principals, numbers and texts without case, and what has too many cases", () => {
    const actions = [allow({ Action: `s3:${name}` }), allow({ Action: undefined, NotAction: `s3:${name}` })];
    expect(decision(actions)).to.equal("unknown");
    const typed = (operator: string, negated: string, value: string): string =>
      decision(
        [operator, negated].map((one) => allow({ Condition: { [one]: { "a:x": name } } })),
        { "a:x": value },
      );
    expect(typed("NumericEquals", "NumericNotEquals", "1")).to.equal("unknown");
    expect(typed("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "a")).to.equal("unknown");
    const anywhere = (text: string): string =>
      decision(
        ["StringLike", "StringNotLike"].map((one) => allow({ Condition: { [one]: { "a:x": `*${name}*` } } })),
        { "a:x": text },
      );
    expect(anywhere("abc")).to.equal("allowed");
    expect(anywhere("abcdefghijklmnopqrstuvwxyz")).to.equal("unknown");
  });

  it(`decides exactly when all values agree (seed ${SEED})`, () => {
    const texts = ["a", "b", "ab", "aab", "a/b"];
    const values = ["", "a", "b", "aa", "ab", "ba", "aab", "a/b", "a/", "/b", "/", "x", "aa/b"];
    const template = fc
      .array(fc.constantFrom("a", "b", "/", "*", "?", name, name), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(""))
      .filter((text) => text.includes(name));
    const operator = fc.constantFrom("StringEquals", "StringNotEquals", "StringLike", "StringNotLike");
    const entry = fc.record({ Effect: fc.constantFrom("Allow", "Allow", "Deny"), operator, template });
    let decided = 0;
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 3 }), fc.constantFrom(...texts), (entries, text) => {
        const statements = entries.map(({ Effect, operator: one, template: value }) => ({
          ...allow({ Condition: { [one]: { "a:x": value } } }),
          Effect,
        }));
        const got = decision(statements, { "a:x": text });
        const concrete = new Set(
          values.map((value) => {
            const known = JSON.parse(JSON.stringify(statements).replaceAll(name, value)) as object[];
            return evaluate(
              { ...asked, context: { "a:x": text } },
              { identity: [policy("p", { Version: "2012-10-17", Statement: known })] },
            ).decision;
          }),
        );
        expect(got).to.equal(concrete.size === 1 ? [...concrete][0] : "unknown");
        if (got !== "unknown") decided++;
      }),
      { seed: SEED, numRuns: Math.min(RUNS, 2_000) },
    );
    expect(decided).to.be.greaterThan(Math.min(RUNS, 2_000) / 10);
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
