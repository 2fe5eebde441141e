import { expect } from "chai";
import fc from "fast-check";
import {
  checkContainment,
  checkDisjointness,
  checkEquivalence,
  evaluate,
  parsePolicyDocument,
  type PolicyDocument,
} from "../../../iam";
import { policyPair, type StatementText } from "../../support/oracle/containment-arbitrary";
import { pairs, SEED } from "../../support/property-settings";

const RUNS = pairs(20);

function documentOf(statements: readonly StatementText[]): PolicyDocument {
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement: statements });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

function forAllPairs(check: (first: readonly StatementText[], second: readonly StatementText[]) => void): void {
  fc.assert(
    fc.property(policyPair(), ({ first, second }) => {
      check(first, second);
    }),
    { seed: SEED, numRuns: RUNS },
  );
}

function expectWithin(inner: PolicyDocument, outer: PolicyDocument): void {
  expect(checkContainment(inner, outer)).to.deep.equal({ kind: "contained" });
}

describe("laws of containment", function () {
  this.timeout(0);

  it("every document lies within itself, in any order of its statements", () => {
    forAllPairs((first) => {
      const reversed = documentOf([...first].reverse());
      expectWithin(documentOf(first), reversed);
    });
  });

  it("an Allow added to outer, or a Deny added to inner, keeps it", () => {
    forAllPairs((first, second) => {
      const [a, b] = [documentOf(first), documentOf(second)];
      if (checkContainment(a, b).kind !== "contained") return;
      const allowed = documentOf([...second, { ...first[0], Effect: "Allow" }]);
      const denied = documentOf([...first, { ...second[0], Effect: "Deny" }]);
      expect(checkContainment(a, allowed).kind).to.not.equal("notContained");
      expect(checkContainment(denied, b).kind).to.not.equal("notContained");
    });
  });

  it("is transitive through what lies between", () => {
    forAllPairs((first, second) => {
      const narrow = documentOf([...first, { ...second[0], Effect: "Deny" }]);
      const wide = documentOf([...first, { Effect: "Allow", Action: "s:*", Resource: "arn:aws:s:::*" }]);
      expectWithin(narrow, documentOf(first));
      expectWithin(documentOf(first), wide);
      expectWithin(narrow, wide);
    });
  });

  it("equivalence is containment both ways, and says on which side the difference is", () => {
    forAllPairs((first, second) => {
      const [a, b] = [documentOf(first), documentOf(second)];
      const answer = checkEquivalence(a, b);
      const kinds = [checkContainment(a, b).kind, checkContainment(b, a).kind];
      if (answer.kind === "equivalent") expect(kinds).to.deep.equal(["contained", "contained"]);
      else if (answer.kind === "notEquivalent") {
        expect(kinds[answer.onlyIn === "first" ? 0 : 1]).to.equal("notContained");
        const side = { identity: [{ id: "p", document: answer.onlyIn === "first" ? a : b }] };
        expect(evaluate(answer.counterexample, side).decision).to.equal("allowed");
      } else expect(kinds).to.include("unknown");
    });
  });

  it("disjointness is symmetric, and shows a request that both allow", () => {
    forAllPairs((first, second) => {
      const [a, b] = [documentOf(first), documentOf(second)];
      const answer = checkDisjointness(a, b);
      expect(checkDisjointness(b, a).kind).to.equal(answer.kind);
      if (answer.kind !== "overlapping") return;
      for (const document of [a, b]) {
        expect(evaluate(answer.request, { identity: [{ id: "p", document }] }).decision).to.equal("allowed");
      }
    });
  });

  it("a counterexample needs every key that it has", () => {
    forAllPairs((first, second) => {
      const [a, b] = [documentOf(first), documentOf(second)].map((document) => ({ identity: [{ id: "p", document }] }));
      const answer = checkContainment(documentOf(first), documentOf(second));
      if (answer.kind !== "notContained") return;
      const { context } = answer.counterexample;
      for (const key of Object.keys(context)) {
        const rest = Object.fromEntries(Object.entries(context).filter(([name]) => name !== key));
        const request = { ...answer.counterexample, context: rest };
        const still = evaluate(request, a!).decision === "allowed" && /Deny$/.test(evaluate(request, b!).decision);
        expect(still, `without ${key}`).to.equal(false);
      }
    });
  });
});
