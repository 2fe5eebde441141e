import { expect } from "chai";
import fc from "fast-check";
import { checkDisjointness, evaluate, parsePolicyDocument, type PolicyDocument } from "../../../iam";
import { findGrantedRequest } from "../../../iam/access/granted-request";
import { RUNS, SEED } from "../../support/property-settings";

const ROLE = "arn:aws:iam::000000000001:role/app-1";
const oneOrTwo = (values: readonly string[]): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });

const condition = fc.record({
  operator: fc.constantFrom(
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "StringEqualsIfExists",
    "StringNotEqualsIfExists",
    "Null",
  ),
  key: fc.constantFrom("iam:PassedToService", "aws:ResourceTag/a"),
  values: oneOrTwo(["a", "b", "ab", "a*", "*b", "true", "false"]),
});

const statement = fc
  .record({
    effect: fc.constantFrom("Allow", "Allow", "Deny"),
    notAction: fc.nat({ max: 5 }),
    actions: oneOrTwo(["iam:PassRole", "iam:Pass*", "iam:*", "*", "iam:GetRole", "s3:*"]),
    notResource: fc.nat({ max: 5 }),
    resources: oneOrTwo(["*", "arn:aws:iam::*:role/app-*", ROLE, "arn:aws:iam::*:role/b", "arn:aws:s3:::a"]),
    conditions: fc.array(condition, { maxLength: 2 }),
  })
  .map(({ effect, notAction, actions, notResource, resources, conditions }) => ({
    Effect: effect,
    [notAction === 0 ? "NotAction" : "Action"]: actions,
    [notResource === 0 ? "NotResource" : "Resource"]: resources,
    Condition: conditions.reduce<Record<string, Record<string, string[]>>>((block, { operator, key, values }) => {
      const fitting = operator === "Null" ? values.map((value) => String(value === "true")) : values;
      return { ...block, [operator]: { ...block[operator], [key]: fitting } };
    }, {}),
  }));

function parse(json: object): PolicyDocument {
  const result = parsePolicyDocument(json, { policyType: "identity" });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

const principal = "arn:aws:iam::000000000001:role/holder";
const asked = parse({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "iam:PassRole", Resource: ROLE },
});

describe("findGrantedRequest", () => {
  it("agrees with disjointness on random documents, and its requests are allowed", () => {
    const counts = { granted: 0, notGranted: 0, undecided: 0 };
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (statements) => {
        const document = parse({ Version: "2012-10-17", Statement: statements });
        const answer = findGrantedRequest(document, {
          attachment: "principal",
          principal,
          action: "iam:PassRole",
          resource: ROLE,
        });
        if (answer.kind === "granted") {
          const evaluation = evaluate(answer.request, { identity: [{ id: "document", document }] });
          expect(evaluation.decision).to.equal("allowed");
        }
        const twin = checkDisjointness(document, asked, { policyType: "identity" });
        if (twin.kind === "unknown" || answer.kind === "unknown") counts.undecided += 1;
        else {
          counts[answer.kind] += 1;
          expect(answer.kind, JSON.stringify(twin)).to.equal(twin.kind === "disjoint" ? "notGranted" : "granted");
        }
      }),
      { seed: SEED, numRuns: RUNS / 5 },
    );
    expect(counts.undecided).to.equal(0);
    expect(Math.min(counts.granted, counts.notGranted)).to.be.greaterThan(RUNS / 50);
  });

  it("answers unknown, with the limit, where the search is too long", () => {
    const keys = Array.from({ length: 12 }, (_, index) => `aws:RequestTag/k${index}`);
    const block = Object.fromEntries(keys.map((key) => [key, ["a", "b", "c"]]));
    const deny = { Effect: "Deny", Action: "*", Resource: "*" };
    const document = parse({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "*", Resource: "*", Condition: { StringLike: block } },
        { ...deny, Condition: { StringLike: { "aws:RequestTag/k11": "*" } } },
      ],
    });
    const question = { attachment: "principal", principal, action: "iam:PassRole", resource: ROLE } as const;
    const answer = findGrantedRequest(document, question, {
      jsonDepth: 64,
      jsonLength: 1_000_000,
      containmentSteps: 1000,
      accessSteps: 100,
    });
    expect(answer.kind === "unknown" && answer.reason.limit).to.equal("accessSteps");
  });
});
