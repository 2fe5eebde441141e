import { expect } from "chai";
import fc from "fast-check";
import {
  checkContainment,
  evaluate,
  symbolicDocument,
  symbolPlaceholder,
  type PolicyDocument,
  type PolicySymbol,
} from "../../../iam";
import { compileGlob } from "../../../iam/pattern/glob";
import { readTemplate } from "../../../iam/pattern/read-template";
import { REQUEST_ACTIONS, REQUEST_RESOURCES } from "../../support/oracle/containment-arbitrary";
import { pairs, SEED } from "../../support/property-settings";

const PAIRS = pairs(4);
const [S, T] = [symbolPlaceholder(0), symbolPlaceholder(1)];
const RESOURCES = [
  ...["a", "b*", "*b", "?", "*", "??"].map((end) => `arn:aws:s:::${end}`),
  ...[S, T, `${S}/*`, `*${S}`, `${S}${T}`, `a${S}`, `${S}?`].map((end) => `arn:aws:s:::${end}`),
  T,
  `${T}/*`,
  `${T}*`,
  "arn:*:s:::*",
  "arn:aws:s:*:*:?*",
  "*",
];
const VALUES = [
  "a",
  "b",
  "ab",
  "x",
  "",
  "xx",
  "arn:aws:s:::a",
  "arn:aws:s:::x",
  "arn:x:s:::b",
  "arn:aws:t:::a",
  "arn:t:x:s:::b",
];
const PATTERNS = [undefined, undefined, "a*", "?", "arn:*:s:::?*", "arn:aws:s:::*"];

const text = (values: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const condition = fc.option(
  fc
    .tuple(fc.constantFrom("StringEquals", "StringNotEquals", "StringLike"), text([S, T, "a", `${S}b`]))
    .map(([operator, values]) => ({ Condition: { [operator]: { "s:Text": values } } })),
  { nil: {} },
);
const statement = fc
  .tuple(
    fc.constantFrom("Allow", "Allow", "Deny"),
    fc.constantFrom("Resource", "Resource", "NotResource"),
    text(RESOURCES),
    condition,
  )
  .map(([Effect, element, values, block]) => ({ Effect, Action: "s:a", [element]: values, ...block }));
const statements = fc.array(statement, { minLength: 1, maxLength: 2 });

function documentOf(
  list: readonly object[],
  symbols: readonly PolicySymbol[],
  values?: readonly string[],
): PolicyDocument {
  let written = JSON.stringify({ Version: "2012-10-17", Statement: list });
  for (const [index, value] of (values ?? []).entries()) written = written.replaceAll(symbolPlaceholder(index), value);
  const subject = { urn: "u", property: "policy" };
  const document = JSON.parse(written) as object;
  const result = symbolicDocument({ formatVersion: 1, policyType: "identity", subject, document, symbols });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

function admits(pattern: string | undefined, value: string): boolean {
  if (pattern?.startsWith("arn:") === true && value.split(":").length !== pattern.split(":").length) return false;
  const { parts } = readTemplate(pattern ?? "*", { wildcards: true, variables: false, symbolCount: 0 });
  return compileGlob(parts).matches(value);
}

function enumerate(inner: PolicyDocument, outer: PolicyDocument): string | undefined {
  const [one, other] = [{ identity: [{ id: "p", document: inner }] }, { identity: [{ id: "p", document: outer }] }];
  for (const resource of [
    ...REQUEST_RESOURCES,
    "arn:x:s:::b",
    "arn:x:s:::x",
    "arn:aws:s:::xxx",
    "arn:aws:s:::a/b",
    "arn:aws:s:::ba",
  ]) {
    for (const value of [undefined, "a", "b", "x", "ab"]) {
      const context = value === undefined ? {} : { "s:Text": value };
      const request = { principal: "arn:aws:iam::111122223333:user/u", action: REQUEST_ACTIONS[0]!, resource, context };
      if (evaluate(request, one).decision === "allowed" && evaluate(request, other).decision !== "allowed")
        return JSON.stringify(request);
    }
  }
  return undefined;
}

describe("symbols", () => {
  for (const [pattern, suffix, outer, kind] of [
    ["arn:*:s3:::?*", "/*", "arn:*:s3:::*", "contained"],
    ["arn:*:s3:::?*", "", "arn:*:s3:::*", "contained"],
    ["arn:aws*:sqs:*:*:?*", "", "arn:aws*:sqs:*:*:*", "contained"],
    ["arn:aws:ec2:*:*:instance/?*", "", "arn:aws:ec2:*:*:instance/*", "contained"],
    ["arn:*:s3:::?*", "/*", "arn:aws:s3:::*", "notContained"],
    ["arn:*:s3:::?*", "/*", "arn:*:s3:::?*/a*", "notContained"],
  ] as const)
    it(`with the pattern ${pattern}, as ${S}${suffix}, in ${outer}: ${kind}`, () => {
      const one = { Effect: "Allow", Action: "s3:GetObject" };
      const inner = documentOf([{ ...one, Resource: S + suffix }], [{ id: "urn#arn", label: "arn", pattern }]);
      expect(checkContainment(inner, documentOf([{ ...one, Resource: outer }], [])).kind).to.equal(kind);
    });

  it("keep a contained verdict whatever value their patterns admit, and give the value that shows a difference", function () {
    this.timeout(0);
    const counts = { contained: 0, notContained: 0, unknown: 0 };
    const pattern = fc.constantFrom(...PATTERNS);
    fc.assert(
      fc.property(statements, statements, pattern, pattern, (first, second, p, q) => {
        const symbols = [p, q].map((one, index): PolicySymbol => {
          const symbol = { id: `urn#${index}`, label: `symbol ${index}` };
          return one === undefined ? symbol : { ...symbol, pattern: one };
        });
        const answer = checkContainment(documentOf(first, symbols), documentOf(second, symbols));
        counts[answer.kind]++;
        const used = new Set(
          symbols.filter((_, index) => JSON.stringify([first, second]).includes(symbolPlaceholder(index))),
        );
        if (answer.kind === "notContained" && used.size > 0) {
          for (const { id, pattern: one } of answer.symbols === undefined ? [] : symbols) {
            expect(admits(one, answer.symbols![id]!), `${id} admits ${answer.symbols![id]}`).to.equal(true);
          }
        }
        if (answer.kind !== "contained") return;
        for (const s of VALUES.filter((value) => admits(p, value))) {
          for (const t of VALUES.filter((value) => admits(q, value))) {
            const found = enumerate(documentOf(first, [], [s, t]), documentOf(second, [], [s, t]));
            expect(found, `with ${s} and ${t}`).to.equal(undefined);
          }
        }
      }),
      { seed: SEED, numRuns: PAIRS },
    );
    expect(counts.contained, "contained verdicts compared").to.be.greaterThan(PAIRS / 20);
    expect(counts.unknown / PAIRS, JSON.stringify(counts)).to.be.at.most(0.05);
  });
});
