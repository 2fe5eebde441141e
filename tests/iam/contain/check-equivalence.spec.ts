import { expect } from "chai";
import { checkEquivalence } from "../../../iam/contain/check-equivalence";
import type { Equivalence } from "../../../iam/contain/containment";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf } from "../../support/containment";

const allowing = (...Action: readonly string[]): ReturnType<typeof documentOf> => documentOf([{ Action }]);
const OPEN = documentOf([{ Condition: { StringSounds: { "s:k": "a" } } }]);
const SYMBOL = documentOf([{ Action: "s3:a", Resource: symbolPlaceholder(0) }], {
  symbols: [{ id: "bucket", label: "", pattern: "arn:aws:s3:::b*" }],
});

describe("checkEquivalence", () => {
  it("says that sides allow the same, however they are written", () => {
    expect(checkEquivalence(allowing("s3:Get*", "s3:GetObject"), allowing("S3:get*"))).to.deep.equal({
      kind: "equivalent",
    });
  });

  it("says which side alone allows a request", () => {
    const differing = (first: Parameters<typeof checkEquivalence>[0], second: typeof first): unknown => {
      const found = checkEquivalence(first, second);
      return found.kind === "notEquivalent" ? [found.onlyIn, found.counterexample.action] : found.kind;
    };
    expect(differing(allowing("s3:a", "s3:b"), allowing("s3:a"))).to.deep.equal(["first", "s3:b"]);
    expect(differing(allowing("s3:a"), allowing("s3:a", "s3:b"))).to.deep.equal(["second", "s3:b"]);
    expect(differing(OPEN, documentOf([{ Effect: "Deny" }]))).to.equal("unknown");
    expect(differing(documentOf([{ Effect: "Deny" }]), OPEN)).to.equal("unknown");
  });

  it("finds a difference one way though the other way is unknown", () => {
    const both = documentOf([{ Condition: { StringSounds: { "s:k": "a" } } }, { Action: "s3:b" }]);
    const found: Equivalence = checkEquivalence(both, allowing("s3:a", "s3:b"));
    expect(found.kind).to.equal("unknown");
    const less = documentOf([{ Action: "s3:a", Condition: { StringSounds: { "s:k": "a" } } }]);
    const more = checkEquivalence(less, allowing("sqs:*"));
    expect(more.kind === "notEquivalent" && more.onlyIn).to.equal("second");
  });

  it("gives the values of symbols for which the sides differ, where there are symbols", () => {
    const found = checkEquivalence(SYMBOL, allowing("s3:b"));
    expect(found.kind === "notEquivalent" && found.symbols?.["bucket"]).to.match(/^arn:aws:s3:::b/);
    expect(checkEquivalence(allowing("s3:a"), allowing("s3:b"))).to.not.have.property("symbols");
  });

  it("is asked as it is told", () => {
    const options = { limits: { jsonDepth: 1, jsonLength: 1, containmentSteps: 1, symbolCases: 1 } };
    const found = checkEquivalence(allowing("s3:a"), allowing("s3:a"), options);
    expect(found.kind === "unknown" && found.reason.limit).to.equal("containmentSteps");
  });
});
