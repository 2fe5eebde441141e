import { expect } from "chai";
import fc from "fast-check";
import {
  DEFAULT_LIMITS,
  evaluate,
  judgeAdministratorAccess,
  judgePassRoleReach,
  judgePublicTrust,
  parsePolicyDocument,
  type PolicyDocument,
} from "../../../iam";
import { RUNS, SEED } from "../../support/property-settings";

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
  ),
  key: fc.constantFrom("iam:PassedToService", "aws:ResourceTag/a"),
  values: oneOrTwo(["a", "b", "ab", "a*", "*b"]),
});

const statement = fc
  .record({
    effect: fc.constantFrom("Allow", "Allow", "Deny"),
    notAction: fc.nat({ max: 5 }),
    actions: oneOrTwo(["iam:PassRole", "iam:Pass*", "iam:*", "*", "iam:GetRole", "s3:*"]),
    notResource: fc.nat({ max: 5 }),
    resources: oneOrTwo([
      "*",
      "arn:aws:iam::*:role/*",
      "arn:aws:iam::1*:role/*",
      "arn:aws:iam::*:role/b",
      "arn:aws:s3:::a",
    ]),
    conditions: fc.array(condition, { maxLength: 2 }),
  })
  .map(({ effect, notAction, actions, notResource, resources, conditions }) => ({
    Effect: effect,
    [notAction === 0 ? "NotAction" : "Action"]: actions,
    [notResource === 0 ? "NotResource" : "Resource"]: resources,
    Condition: conditions.reduce<Record<string, Record<string, string[]>>>((block, { operator, key, values }) => {
      return { ...block, [operator]: { ...block[operator], [key]: values } };
    }, {}),
  }));

const request = fc.record({
  principal: fc.constant("arn:aws:iam::111122223333:role/holder"),
  action: fc.constant("iam:PassRole"),
  resource: fc.constantFrom(
    "arn:aws:iam::111122223333:role/not-named-anywhere",
    "arn:aws:iam::222233334444:role/not-named-anywhere",
    "arn:aws-cn:iam::111122223333:role/not-named-anywhere",
  ),
  context: fc.dictionary(
    fc.constantFrom("iam:PassedToService", "aws:ResourceTag/a"),
    fc.constantFrom("a", "b", "ab", "aab", "x"),
  ),
});

function parse(json: object, policyType: "identity" | "trust"): PolicyDocument {
  const result = parsePolicyDocument(json, { policyType });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

describe("judgements on what a document grants", () => {
  it("grant what evaluation allows, and show a request that it allows", () => {
    const counts = { granted: 0, notGranted: 0, unknown: 0 };
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.array(request), (statements, requests) => {
        const document = parse({ Version: "2012-10-17", Statement: statements }, "identity");
        const policies = { identity: [{ id: "document", document }] };
        const answer = judgePassRoleReach(document);
        counts[answer.kind] += 1;
        const allowed = requests.find((one) => evaluate(one, policies).decision === "allowed");
        if (allowed !== undefined) expect(answer.kind, JSON.stringify(allowed)).to.equal("granted");
        if (answer.kind === "granted") expect(evaluate(answer.request, policies).decision).to.equal("allowed");
      }),
      { seed: SEED, numRuns: RUNS / 5 },
    );
    expect(counts.unknown).to.equal(0);
    expect(Math.min(counts.granted, counts.notGranted)).to.be.greaterThan(RUNS / 50);
  });

  it("answer unknown, with the limit, where the work is too long", () => {
    const limits = { ...DEFAULT_LIMITS, containmentSteps: 3 };
    const everything = { Effect: "Allow", Action: "*", Resource: "*" };
    const document = parse({ Version: "2012-10-17", Statement: everything }, "identity");
    const trust = parse(
      { Version: "2012-10-17", Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } },
      "trust",
    );
    for (const answer of [judgeAdministratorAccess(document, limits), judgePublicTrust(trust, limits)]) {
      expect(answer.kind === "unknown" && answer.reason.limit).to.equal("containmentSteps");
    }
  });
});
