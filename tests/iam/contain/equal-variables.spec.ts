import { expect } from "chai";
import fc from "fast-check";
import { checkContainment, compilePolicies, evaluate, type PolicyDocument } from "../../../iam";
import { documentOf } from "../../support/containment";
import { pairs, SEED } from "../../support/property-settings";

const KEYS = ["s:A", "s:B", "aws:PrincipalTag/c"];
const VALUES = [...KEYS.map((key) => `\${${key}}`), "x"];
const OPERATORS = ["StringEquals", "StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringLike"];
const REQUEST_VALUES = [undefined, "x", "y", "z", "w"];

const condition = fc.record({
  operator: fc.constantFrom(...OPERATORS),
  key: fc.constantFrom(...KEYS),
  values: fc.array(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 2 }),
});

const statement = fc.record({
  Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
  Condition: fc.array(condition, { minLength: 1, maxLength: 2 }).map((conditions) => {
    const byOperator: Record<string, Record<string, readonly string[]>> = {};
    for (const { operator, key, values } of conditions) (byOperator[operator] ??= {})[key] = values;
    return byOperator;
  }),
});

const documents = fc.array(statement, { minLength: 1, maxLength: 2 });

const REQUESTS = REQUEST_VALUES.flatMap((a) =>
  REQUEST_VALUES.flatMap((b) => REQUEST_VALUES.map((c) => [a, b, c] as const)),
).map((values) => ({
  principal: "arn:aws:iam::111122223333:role/example",
  action: "s:x",
  resource: "*",
  context: Object.fromEntries(
    values.flatMap((value, index): [string, string][] => (value === undefined ? [] : [[KEYS[index] ?? "", value]])),
  ),
}));

/** Whether some request of the universe is allowed by the first and not by the second. */
function differs(inner: PolicyDocument, outer: PolicyDocument): boolean {
  const [a, b] = [inner, outer].map((document) => compilePolicies({ identity: [{ id: "p", document }] }));
  if (a === undefined || b === undefined) throw new Error("no policies");
  return REQUESTS.some(
    (request) => evaluate(request, a).decision === "allowed" && evaluate(request, b).decision !== "allowed",
  );
}

describe("variables that conditions compare with each other", () => {
  it("are decided as an enumeration of their values does, and at most one in a hundred is left open", () => {
    const counts = { contained: 0, notContained: 0, unknown: 0 };
    const runs = pairs(40);
    fc.assert(
      fc.property(documents, documents, (first, second) => {
        const [inner, outer] = [documentOf(first), documentOf(second)];
        const { kind } = checkContainment(inner, outer);
        counts[kind]++;
        if (kind !== "unknown") expect(kind === "notContained").to.equal(differs(inner, outer));
      }),
      { seed: SEED, numRuns: runs },
    );
    if (process.env["CONTAINMENT_PAIRS"] !== undefined) console.log(`      verdicts: ${JSON.stringify(counts)}`);
    expect(counts.unknown / runs, JSON.stringify(counts)).to.be.at.most(0.01);
    expect(counts.contained).to.be.greaterThan(runs / 20);
  });
});
