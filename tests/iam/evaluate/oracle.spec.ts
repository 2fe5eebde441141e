import { expect } from "chai";
import fc from "fast-check";
import { evaluate } from "../../../iam";
import { policies } from "../../support/arbitraries/policy-arbitrary";
import { request } from "../../support/arbitraries/request-arbitrary";
import { applicablePolicies } from "../../support/applicable-policies";
import { oracleDecision } from "../../support/oracle/oracle-decision";
import { RUNS, SEED } from "../../support/property-settings";

describe("evaluate and the oracle", () => {
  it(`agree on every decision (seed ${SEED})`, () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(policies, request, (json, asked) => {
        const { decision } = evaluate(asked, applicablePolicies(json));
        seen.set(decision, (seen.get(decision) ?? 0) + 1);
        if (decision !== "unknown") expect(decision).to.equal(oracleDecision(asked, json));
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect(seen.get("unknown") ?? 0, "nothing here is unknown").to.equal(0);
    for (const decision of ["allowed", "explicitDeny", "implicitDeny"]) {
      expect(seen.get(decision) ?? 0, decision).to.be.greaterThan(RUNS / 100);
    }
  });
});
