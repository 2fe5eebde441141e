import { expect } from "chai";
import { compileGlob } from "../../../iam/pattern/glob";
import { readTemplate } from "../../../iam/pattern/read-template";
import { findText } from "../../../iam/pattern/text-language";
import { WorkCounter } from "../../../iam/work-counter";
import { patternOf } from "../../support/oracle/pattern-oracle";

const glob = (text: string) =>
  compileGlob(readTemplate(text, { wildcards: true, variables: false, symbolCount: 0 }).parts);

/** Apart from the specs of each function, since what must be quick on long input takes a second all the same. */
describe("patterns on hostile input", () => {
  it("match without backtracking on a thousand stars", () => {
    const text = "a".repeat(10_000);
    expect(glob("*a".repeat(1_000) + "b").matches(text)).to.equal(false);
    expect(glob("*?a".repeat(1_000) + "*").matches(text)).to.equal(true);
    expect(glob("*a?".repeat(1_000) + "*b").matches(text)).to.equal(false);
  });

  it("are read in linear time", () => {
    for (const piece of ["${", "${a,'", "${a ", "${a, '} ", "${*", "$", "${a,'x' "]) {
      const template = readTemplate(piece.repeat(200_000), { wildcards: true, variables: true, symbolCount: 2 });
      expect(template.parts.length).to.be.greaterThan(0);
    }
  });

  it("meet on a thousand stars within the work of a few million steps", () => {
    const within = [["*a".repeat(1_000) + "*"], ["*b".repeat(50) + "*"]].map((union) => union.map(patternOf));
    const hints = { preferred: [], fresh: "x" };
    const work = new WorkCounter("containmentSteps", 4_000_000);
    expect(findText({ within, outside: [] }, hints, work)).to.be.a("string");
  });
});
