import { expect } from "chai";
import fc from "fast-check";
import { checkContainment, parsePolicyDocument, type Containment, type PolicyDocument } from "../../../iam";
import { policyPair, type StatementText } from "../../support/oracle/containment-arbitrary";
import { enumerateDifference } from "../../support/oracle/containment-oracle";
import { pairs, SEED } from "../../support/property-settings";

/** Each is asked in both directions. */
const PAIRS = pairs(1);

function documentOf(statements: readonly StatementText[]): PolicyDocument {
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement: statements });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

/** Three statements as three documents, fewer as one. */
function documentsOf(statements: readonly StatementText[]): readonly PolicyDocument[] {
  return statements.length === 3 ? statements.map((one) => documentOf([one])) : [documentOf(statements)];
}

describe("containment and its oracle", () => {
  it("agree on random pairs, both ways, and at most one answer in a hundred is unknown", function () {
    this.timeout(0);
    const counts: Record<Containment["kind"], number> = { contained: 0, notContained: 0, unknown: 0 };
    fc.assert(
      fc.property(policyPair(), ({ keys, first, second }) => {
        const [a, b] = [documentsOf(first), documentsOf(second)];
        for (const [inner, outer] of [
          [a, b],
          [b, a],
        ] as const) {
          const verdict = checkContainment(inner, outer);
          counts[verdict.kind]++;
          if (verdict.kind === "contained") {
            expect(enumerateDifference(inner, outer, keys), "the oracle's counterexample").to.equal(undefined);
          }
        }
      }),
      { seed: SEED, numRuns: PAIRS },
    );
    if (process.env["CONTAINMENT_PAIRS"] !== undefined) console.log(`      verdicts: ${JSON.stringify(counts)}`);
    expect(counts.unknown / (2 * PAIRS), JSON.stringify(counts)).to.be.at.most(0.01);
    expect(counts.contained, "contained verdicts compared").to.be.greaterThan(PAIRS / 20);
  });
});
