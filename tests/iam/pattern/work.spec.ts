import { expect } from "chai";
import { opaqueCharacter, opaqueText } from "../../../iam/pattern/letters";
import { findText } from "../../../iam/pattern/text-language";
import { WorkCounter } from "../../../iam/work-counter";
import type { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { patternOf } from "../../support/oracle/pattern-oracle";

interface Question {
  /** One union an entry; its alternatives are separated by a space. `U` is an unknown text, `C` an unknown character. */
  readonly within: readonly string[];
  readonly outside: string;
  readonly preferred?: string;
  readonly found: string | undefined;
  readonly steps: number;
}

const QUESTIONS: readonly Question[] = [
  { within: [], outside: "", found: "x", steps: 2 },
  { within: ["a*"], outside: "a ax", found: "axx", steps: 26 },
  { within: ["*"], outside: "? ??", found: "", steps: 8 },
  { within: ["*a*b*", "*b*a*"], outside: "*ab*", found: "axba", steps: 129 },
  { within: ["*a*", "*b*"], outside: "*ab* *ba*", found: "axb", steps: 136 },
  { within: ["a*b", "*ab*", "?b*"], outside: "", found: "ab", steps: 7 },
  { within: ["*a", "*b", "*"], outside: "", found: undefined, steps: 113 },
  { within: ["*a*b*c*", "*c*b*a*", "*b*"], outside: "*d*", found: "bcbabc", steps: 128 },
  { within: ["*a*b*c*", "*c*b*a*", "*b* c*"], outside: "*ab* *bc* d*", found: "cbaxbac", steps: 354 },
  { within: ["*a*a*", "*b*b*", "*c*c*", "?*?*?*?"], outside: "*aa* *bb*", found: "ccbaba", steps: 253 },
  { within: ["*a*b", "*a*c *b*c", "*d*"], outside: "", found: undefined, steps: 763 },
  { within: ["a b c*", "*c b"], outside: "b", found: "c", steps: 15 },
  { within: ["ab* a?c abcd", "*d *c"], outside: "*b* ac", preferred: "abd aac", found: "aac", steps: 6 },
  { within: ["abc abd abe", "ab*"], outside: "abc", found: "abd", steps: 7 },
  { within: ["ab*", "abc abd a*d*e"], outside: "abc abd", found: "abde", steps: 87 },
  { within: ["????a????", "*b*b*"], outside: "*a b*", found: "xxxxaxxbb", steps: 410 },
  { within: ["*a*a*a*", "*b*b*b*", "a*b"], outside: "*d* *aaa* *bbb*", found: "abbabab", steps: 501 },
  { within: ["*a?a*", "*b?b*", "*c?c*"], outside: "*ab*", found: "cbcbaaa", steps: 154 },
  { within: ["a/U", "*/c"], outside: "", found: "a/U", steps: 3 },
  { within: ["a/U b", "*/U"], outside: "a/*", found: undefined, steps: 9 },
  { within: ["aUb", "a*b", "U*"], outside: "ab", found: "U", steps: 16 },
  { within: ["aCb", "a?b"], outside: "adb", found: "aCb", steps: 5 },
  { within: ["aCb c*", "a* *U"], outside: "a?b", found: "U", steps: 27 },
  { within: ["*d*e*f* *p*q*", "*e*d* *q*p*", "*f*d*e* *p*p*"], outside: "*de* *pq*", found: "ppedpef", steps: 2423 },
  { within: ["*"], outside: "*a* ? ?? *???*", found: "", steps: 10 },
  { within: ["a* b* ab*c"], outside: "a* b", preferred: "no b bb", found: "bb", steps: 6 },
  { within: ["*ab*ba*", "*ba*ab*", "*aa* *bb*"], outside: "*aba* *bab*", found: "baabba", steps: 145 },
  {
    within: ["*a*b*a*b*a*", "*b*a*b*a*b*", "?????a?????"],
    outside: "*aa* *bb* *da*",
    found: "bababaddddd",
    steps: 321,
  },
  { within: ["U* a", "b* U"], outside: "bc", found: "bx", steps: 10 },
  { within: ["aU", "ab ac"], outside: "ab", found: "aU", steps: 12 },
];

const words = (text: string): readonly string[] =>
  text === "" ? [] : text.split(" ").map((word) => word.replace("U", opaqueText(0)).replace("C", opaqueCharacter(0)));

/** Texts with a number each. */
const numbered = (count: number): readonly SequencePattern[] =>
  Array.from({ length: count }, (_, index) => patternOf(`get${index}`));

/**
 * The limit on steps decides which questions are answered and which are left open, so the steps that a question takes are a
 * part of the answer: a change of the search shows here.
 */
describe("the work of finding a text", () => {
  for (const { within, outside, preferred = "", found, steps } of QUESTIONS) {
    it(`in ${within.join(" and in ") || "everything"}, outside ${outside || "nothing"}`, () => {
      const unions = within.map((union) => words(union).map(patternOf));
      const work = new WorkCounter("containmentSteps", 10_000);
      const constraints = { within: unions, outside: outside === "" ? [] : [words(outside).map(patternOf)] };
      const text = findText(constraints, { preferred: words(preferred), fresh: "x" }, work);
      expect(text).to.equal(found === undefined ? undefined : (words(found)[0] ?? ""));
      expect(work.steps).to.equal(steps);
    });
  }

  it("grows with the number of texts, not with its square: thousands that must match and thousands that must not", () => {
    const work = new WorkCounter("containmentSteps", 20_000);
    const everything = [patternOf("??*")];
    const constraints = { within: [everything, numbered(2_000)], outside: [[...numbered(2_000), patternOf("*?x*")]] };
    expect(findText(constraints, { preferred: [], fresh: "x" }, work)).to.equal(undefined);
    const more = { ...constraints, within: [everything, numbered(2_001)] };
    expect(findText(more, { preferred: [], fresh: "x" }, work)).to.equal("get2000");
  });
});
