import { expect } from "chai";
import fc from "fast-check";
import { evaluate, normalizePolicyDocument, parsePolicyDocument, serializePolicyDocument } from "../../../iam";
import { identityDocument, policies, statement } from "../../support/arbitraries/policy-arbitrary";
import { request } from "../../support/arbitraries/request-arbitrary";
import { applicablePolicies } from "../../support/applicable-policies";
import { policy } from "../../support/policies";
import { RUNS, SEED } from "../../support/property-settings";

const SETTINGS = { seed: SEED, numRuns: RUNS };

describe(`laws of evaluate (seed ${SEED})`, () => {
  it("the order of statements changes no decision", () => {
    fc.assert(
      fc.property(identityDocument, request, (json, asked) => {
        const reversed = { ...json, Statement: [...json.Statement].reverse() };
        const before = evaluate(asked, { identity: [policy("p", json)] });
        expect(evaluate(asked, { identity: [policy("p", reversed)] }).decision).to.equal(before.decision);
      }),
      SETTINGS,
    );
  });

  it("an added Allow never removes access, an added Deny never grants it", () => {
    fc.assert(
      fc.property(policies, statement, request, (json, added, asked) => {
        const document = { Version: "2012-10-17", Statement: [added] };
        const before = evaluate(asked, applicablePolicies({ ...json, identity: json.identity ?? [] })).decision;
        const identity = [...(json.identity ?? []), document];
        const after = evaluate(asked, applicablePolicies({ ...json, identity })).decision;
        if (added.Effect === "Allow" && before === "allowed") expect(after).to.equal("allowed");
        if (added.Effect === "Deny" && before !== "allowed") expect(after).to.not.equal("allowed");
      }),
      SETTINGS,
    );
  });

  it("normalising keeps every decision and is idempotent", () => {
    fc.assert(
      fc.property(identityDocument, request, (json, asked) => {
        const named = policy("p", json);
        const document = normalizePolicyDocument(named.document);
        expect(normalizePolicyDocument(document)).to.deep.equal(document);
        expect(evaluate(asked, { identity: [{ id: "p", document }] })).to.deep.equal(
          evaluate(asked, { identity: [named] }),
        );
      }),
      SETTINGS,
    );
  });

  it("parsing what was serialised gives the same document", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          identityDocument,
          policies.map(({ resource }) => resource),
        ),
        (json) => {
          if (json === undefined) return;
          const { document } = policy("p", json);
          const again = parsePolicyDocument(JSON.stringify(serializePolicyDocument(document)));
          expect(again.kind === "parsed" && again.document).to.deep.equal(document);
        },
      ),
      SETTINGS,
    );
  });

  it("what is decided beside an unknown operator is decided whatever it means", () => {
    let unknown = 0;
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.nat(3), request, (statements, at, asked) => {
        const meaning = (operator: string, key: string, value: string) => {
          const Statement = statements.map((one, index) => {
            const block = { ...one.Condition?.[operator], [key]: value };
            return index === at % statements.length
              ? { ...one, Condition: { ...one.Condition, [operator]: block } }
              : one;
          });
          return evaluate(asked, { identity: [policy("p", { Version: "2012-10-17", Statement })] });
        };
        const { decision, reason } = meaning("StringMatches", "a:z", "1");
        if (decision === "unknown") {
          unknown++;
          expect(reason).to.include({ code: "unknown-operator" });
          return;
        }
        expect(meaning("Null", "a:z", "true").decision).to.equal(decision);
        expect(meaning("Null", "a:w", "false").decision).to.equal(decision);
      }),
      SETTINGS,
    );
    expect(unknown, "most of these are decided").to.be.within(RUNS / 50, RUNS / 3);
  });
});
