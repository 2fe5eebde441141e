import { expect } from "chai";
import fc from "fast-check";
import { overlaps } from "../../../iam/pattern/overlap";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { findText } from "../../../iam/pattern/text-language";
import { WorkCounter } from "../../../iam/work-counter";
import { ANY_LETTER, classPattern, patternOf } from "../../support/oracle/pattern-oracle";
import { RUNS, SEED } from "../../support/property-settings";

describe("overlaps", () => {
  it("says that some text matches both patterns exactly where one is found", () => {
    fc.assert(
      fc.property(classPattern(6), classPattern(6), (a, b) => {
        const work = new WorkCounter("containmentSteps", 1_000_000);
        const found = findText({ within: [[a], [b]], outside: [] }, { preferred: [], fresh: "z" }, work);
        expect(overlaps(a, b), `${a.key} ${b.key}`).to.equal(found !== undefined);
        expect(overlaps(b, a)).to.equal(overlaps(a, b));
      }),
      { seed: SEED, numRuns: Math.min(RUNS, 3_000) },
    );
  });

  it("tells patterns apart by what stands before, between and after wildcards, and by length", () => {
    for (const [a, b, want] of [
      ["", "*", true],
      ["a*", "*b", true],
      ["a*", "b*", false],
      ["*a", "*b", false],
      ["a*c*e", "*b*d*", true],
      ["a?", "??b", false],
    ] as const) {
      expect(overlaps(patternOf(a), patternOf(b)), `${a} ${b}`).to.equal(want);
    }
    const class_ = (letters: string): SequencePattern => new SequencePattern([{ ...ANY_LETTER, letters }]);
    expect(overlaps(class_("a"), class_("b"))).to.equal(true);
    expect(overlaps(class_("a"), patternOf("a"))).to.equal(false);
  });
});
