import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { symbolicDocument } from "../../../iam";
import { bundledCatalogue } from "../../../iam/data/bundled-catalogue";
import { lint } from "../../../iam/lint/lint";
import { RULES } from "../../../iam/lint/registry";
import { z } from "zod";
import { LINT_CASE, type LintCase } from "./lint-case";

const CASES = join(__dirname, "..", "..", "cases", "iam", "lint");
const RULE_FILES = join(__dirname, "..", "..", "..", "iam", "lint", "rules");
const namesIn = (directory: string, ending: string): string[] =>
  readdirSync(directory)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

function casesOf(code: string): readonly LintCase[] {
  return z
    .array(LINT_CASE)
    .min(3)
    .parse(JSON.parse(readFileSync(join(CASES, `${code}.json`), "utf8")));
}

function findingsOf(code: string, { given }: LintCase) {
  const result = symbolicDocument({
    formatVersion: 1,
    policyType: undefined as never,
    subject: { urn: "urn", property: "policy" },
    document: given.policy as object,
    symbols: (given.symbols ?? []) as never,
  });
  if (result.kind !== "parsed") throw new Error(`the case does not parse: ${JSON.stringify(result.issues)}`);
  const findings = lint(result.document, {
    catalogue: bundledCatalogue(),
    ...(given.policyType === undefined ? {} : { policyType: given.policyType }),
    ...(given.quotas === undefined ? {} : { quotas: given.quotas }),
  });
  return findings.filter((finding) => finding.code === code);
}

describe("lint rules", () => {
  for (const rule of RULES) {
    describe(rule.code, () => {
      for (const entry of casesOf(rule.code)) {
        const run = entry.skip === undefined ? it : it.skip;
        run(entry.name, () => {
          const found = findingsOf(rule.code, entry);
          expect(found.map(({ pointer }) => pointer)).to.deep.equal(entry.want.map(({ pointer }) => pointer));
          entry.want.forEach(({ fix }, index) => {
            if (fix !== undefined) expect(found[index]?.fix).to.include(fix);
          });
          for (const finding of found) expect(finding.severity).to.equal(rule.severity);
        });
      }
    });
  }
});

describe("the registry of lint rules", () => {
  const codes = RULES.map(({ code }) => code);

  it("holds each file of iam/lint/rules once, in the order of names", () => {
    expect(codes).to.deep.equal(namesIn(RULE_FILES, ".ts"));
  });

  it("has a case file for each rule, and no other", () => {
    expect(namesIn(CASES, ".json")).to.deep.equal(codes);
  });

  for (const { code, source } of RULES) {
    it(`${code} has a case that finds something, one that finds nothing, and names its AWS page`, () => {
      const cases = casesOf(code);
      expect(cases.some(({ want }) => want.length > 0)).to.equal(true);
      expect(cases.some(({ want }) => want.length === 0)).to.equal(true);
      expect(new Set(cases.map(({ name }) => name)).size).to.equal(cases.length);
      expect(source).to.match(/^https:\/\/docs\.aws\.amazon\.com\//);
    });
  }
});
