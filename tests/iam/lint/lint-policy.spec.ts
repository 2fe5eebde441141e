import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { z } from "zod";
import { bundledCatalogue, lintPolicy, lintRules, parsePolicyDocument, type PolicyType } from "../../../iam";
import { JSON_RULES } from "../../../iam/lint/json-rules";
import { PARSE_CODES } from "../../../iam/lint/parse-codes";

const CASES = z
  .array(
    z.strictObject({
      name: z.string().min(1),
      source: z.url(),
      given: z.strictObject({ policy: z.unknown(), policyType: z.string().optional() }),
      /** Every finding: code, severity and pointer. */
      want: z.array(z.tuple([z.string(), z.string(), z.string()])),
      skip: z.string().optional(),
    }),
  )
  .min(1)
  .parse(
    JSON.parse(readFileSync(join(__dirname, "..", "..", "cases", "iam", "lint-policy", "lint-policy.json"), "utf8")),
  );

describe("lintPolicy", () => {
  for (const { name, given, want, skip } of CASES) {
    (skip === undefined ? it : it.skip)(name, () => {
      const options = given.policyType === undefined ? {} : { policyType: given.policyType as PolicyType };
      const findings = lintPolicy(given.policy, { ...options, catalogue: bundledCatalogue() });
      expect(findings.map(({ code, severity, pointer }) => [code, severity, pointer])).to.deep.equal(want);
      for (const { message } of findings) expect(message).to.match(/\S/);
    });
  }

  it("names the element or the kind of principal that was meant", () => {
    const statement = {
      Effect: "Allow",
      Actions: "s3:*",
      Resource: "*",
      Principal: { Services: "ec2.amazonaws.com" },
      Foo: 1,
    };
    const findings = lintPolicy({ version: "2012-10-17", Statement: statement }, { policyType: "resource" });
    const fixes = new Map(findings.map(({ pointer, fix }) => [pointer, fix]));
    expect(fixes.get("/version")).to.equal("use `Version`");
    expect(fixes.get("/Statement/Actions")).to.equal("use `Action`");
    expect(fixes.get("/Statement/Principal/Services")).to.equal("use `Service`");
    expect(fixes.get("/Statement/Foo")).to.equal("remove the element, or correct its name");
  });

  it("has a case for every code that only parsing or the JSON shows", () => {
    const wanted = new Set(CASES.flatMap(({ want }) => want.map(([code]) => code)));
    const codes = [...PARSE_CODES, ...JSON_RULES].map(({ code }) => code);
    expect(codes.filter((code) => !wanted.has(code))).to.deep.equal([]);
  });

  it("reports with severities that the list of rules names, each code once in the list", () => {
    const severities = new Map(lintRules().map(({ code, severity }) => [code, severity] as const));
    expect(severities.size).to.equal(lintRules().length);
    for (const { want, given } of CASES) {
      const isInvalid = parsePolicyDocument(given.policy).kind === "invalid";
      for (const [code, severity] of want) {
        if (!isInvalid) expect(severity, code).to.equal(severities.get(code));
      }
    }
  });
});
