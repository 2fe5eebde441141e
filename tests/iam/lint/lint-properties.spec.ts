import { expect } from "chai";
import fc from "fast-check";
import { bundledCatalogue, lint, lintPolicy, parsePolicyDocument, type Finding } from "../../../iam";
import { valueAt } from "../../../iam/lint/json-pointer";
import { resourceDocument } from "../../support/arbitraries/policy-arbitrary";
import { SEED } from "../../support/property-settings";

const settings = { seed: SEED, numRuns: 1_500 };
const catalogue = bundledCatalogue();

/** Pieces that make rules meet: names, patterns, variables, half of them wrong. */
const ACTION = fc.constantFrom(
  "*",
  "s3:*",
  "s3:Get*",
  "iam:PassRole",
  "iam:*",
  "s3:HeadBucket",
  "x",
  "",
  "a:b:c",
  "s?:*",
);
const RESOURCE = fc.constantFrom(
  "*",
  "arn:aws:s3:::b/*",
  "arn:aws:s3*",
  "arn:aws:iam::111122223333:role/*",
  "arn:aws:iam::ACCOUNT:role/${aws:username}",
  "arn:*:*:*:*:*",
  ":::::",
  "${aws:userid, 'x'}",
  "",
);
const OPERATOR = fc.constantFrom(
  "StringEquals",
  "ForAllValues:StringLike",
  "IpAddress",
  "NumericLessThan",
  "NullIfExists",
  "X",
  "",
);
const KEY = fc.constantFrom(
  "aws:SourceIp",
  "aws:TagKeys",
  "aws:ResourceTag/a",
  "aws:",
  "iam:PassedToService",
  "__proto__",
  "",
);
const VALUE = fc.oneof(
  fc.constantFrom("*", "10.0.0.0/8", "1.2.3.4/33", "true", "${", "${}", "3600", "vpc-1", "\u{1F600}*"),
  fc.string(),
  fc.boolean(),
  fc.integer(),
);
const PRINCIPAL = fc.oneof(
  fc.constantFrom<unknown>(
    "*",
    {},
    { AWS: "*" },
    { Service: "" },
    { AWS: ["AIDAX", "1111-2222-3333"], Federated: "x" },
  ),
  fc.jsonValue(),
);
const oneOrMany = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(values, fc.array(values, { maxLength: 4 }));
const STATEMENT = fc.record(
  {
    Sid: fc.constantFrom("a", "a b", ""),
    Effect: fc.constantFrom("Allow", "Deny"),
    Principal: PRINCIPAL,
    Action: oneOrMany(ACTION),
    NotAction: oneOrMany(ACTION),
    Resource: oneOrMany(RESOURCE),
    NotResource: oneOrMany(RESOURCE),
    Condition: fc.dictionary(OPERATOR, fc.dictionary(KEY, oneOrMany(VALUE), { maxKeys: 3 }), { maxKeys: 3 }),
  },
  { requiredKeys: ["Effect"] },
);
const POLICY = fc.record({
  Version: fc.constantFrom("2012-10-17", "2008-10-17"),
  Statement: fc.array(STATEMENT, { minLength: 1, maxLength: 4 }),
});
const POLICY_TYPE = fc.constantFrom(
  ...(["identity", "resource", "trust", "permissionsBoundary", "session", "scp", "rcp"] as const),
);

function checkForm(findings: readonly Finding[], json: unknown): void {
  for (const { code, message, pointer, fix } of findings) {
    expect(code).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(message).to.match(/\S/);
    if (fix !== undefined) expect(fix).to.match(/\S/);
    if (pointer !== "") expect(valueAt(json, pointer), `${code} ${pointer}`).to.not.equal(undefined);
  }
}

describe("properties of lint", () => {
  it("never throws on a policy-like value, and every pointer leads to something", () => {
    fc.assert(
      fc.property(POLICY, POLICY_TYPE, (policy, policyType) => {
        const json = JSON.parse(JSON.stringify(policy)) as unknown;
        checkForm(lintPolicy(JSON.stringify(policy), { policyType, catalogue }), json);
        checkForm(lintPolicy(json), json);
      }),
      settings,
    );
  });

  it("never throws on any value or text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (input) => {
        expect(lintPolicy(input, { catalogue })).to.be.an("array");
      }),
      settings,
    );
  });

  it("never throws on mutated documents, and reports something wherever parsing refuses", () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const put = fc.constantFrom(
      "",
      '"',
      "{",
      "]",
      ",",
      "allow",
      "__proto__",
      "Effect",
      "${",
      "*",
      "null",
      '"Action":1,',
    );
    fc.assert(
      fc.property(resourceDocument, place, fc.nat(12), put, (document, at, cut, text) => {
        const json = JSON.stringify(document);
        const from = Math.floor(at * json.length);
        const mutated = json.slice(0, from) + text + json.slice(from + cut);
        const findings = lintPolicy(mutated, { catalogue });
        const hasError = findings.some(({ severity }) => severity === "error");
        if (parsePolicyDocument(mutated).kind === "invalid") expect(hasError, mutated).to.equal(true);
      }),
      settings,
    );
  });

  it("judges every document that was parsed, of whatever type", () => {
    fc.assert(
      fc.property(POLICY, POLICY_TYPE, (policy, policyType) => {
        const result = parsePolicyDocument(policy);
        if (result.kind === "parsed") expect(lint(result.document, { policyType, catalogue })).to.be.an("array");
      }),
      settings,
    );
  });

  it("finds the same whatever stands first: text or value", () => {
    fc.assert(
      fc.property(POLICY, (policy) => {
        expect(lintPolicy(JSON.stringify(policy), { catalogue })).to.deep.equal(
          lintPolicy(JSON.parse(JSON.stringify(policy)), { catalogue }),
        );
      }),
      { ...settings, numRuns: 300 },
    );
  });

  it("does not hang on long patterns", () => {
    const long = `s3:${"*a?".repeat(1_000)}`;
    const policy = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: [long, `${long}b`, "s3:*"], Resource: [`arn:aws:s3:::${long}`, "*"] }],
    };
    expect(lintPolicy(policy, { catalogue }).map(({ code }) => code)).to.include("redundant-action");
  });
});
