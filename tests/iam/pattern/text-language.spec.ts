import { expect } from "chai";
import fc from "fast-check";
import { LimitExceededError } from "../../../iam/errors";
import { isOpaque, opaqueCharacter, opaquePiece, opaqueText } from "../../../iam/pattern/letters";
import { findWord } from "../../../iam/pattern/product-search";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { findText, meets, type TextConstraints, type TextHints } from "../../../iam/pattern/text-language";
import { WorkCounter } from "../../../iam/work-counter";
import {
  classPattern,
  globPattern,
  letter,
  matchesTokens,
  patternOf,
  textsUpTo,
} from "../../support/oracle/pattern-oracle";
import { RUNS, SEED } from "../../support/property-settings";

const TEXTS = textsUpTo(5, "abx");
const HINTS: TextHints = { preferred: [], fresh: "x" };
const settings = { seed: SEED, numRuns: Math.min(RUNS, 600) };
const counter = (bound = 1_000_000): WorkCounter => new WorkCounter("containmentSteps", bound);
const unions = (globs: readonly (readonly string[])[]) => globs.map((union) => union.map(patternOf));
const find = (within: readonly (readonly string[])[], outside: readonly string[], hints = HINTS): string | undefined =>
  findText({ within: unions(within), outside: [outside.map(patternOf)] }, hints, counter());

function meetsByDefinition({ within, outside }: TextConstraints, text: string): boolean {
  const matches = ({ tokens }: SequencePattern): boolean => matchesTokens(tokens, text);
  return within.every((union) => union.some(matches)) && !outside.flat().some(matches);
}

const constraints = (pattern: fc.Arbitrary<SequencePattern>): fc.Arbitrary<TextConstraints> =>
  fc.record({
    within: fc.array(fc.array(pattern, { minLength: 1, maxLength: 2 }), { maxLength: 3 }),
    outside: fc.array(fc.array(pattern, { maxLength: 3 }), { maxLength: 2 }),
  });

describe("findText", () => {
  it("finds a text exactly where there is one", () => {
    for (const pattern of [classPattern(3), globPattern(4)]) {
      fc.assert(
        fc.property(constraints(pattern), (question) => {
          const found = findText(question, HINTS, counter());
          if (found !== undefined) expect(meetsByDefinition(question, found), found).to.equal(true);
          else expect(TEXTS.filter((text) => meetsByDefinition(question, text))).to.deep.equal([]);
        }),
        settings,
      );
    }
  });

  it("needs more than the shortest and the filled text", () => {
    expect(find([["a*"]], ["a", "ax"])).to.equal("axx");
    expect(find([["*a*"], ["*b*"]], ["*ab*"])).to.match(/^x*bx*a$/);
    expect(find([["*"]], ["", "?", "??"])).to.equal("xxx");
    expect(find([["a*b"], ["*ab*"], ["?b*"]], [])).to.equal("ab");
    expect(find([["*a"], ["*b"], ["*"]], [])).to.equal(undefined);
    expect(find([["a", "b"]], ["a"])).to.equal("b");
    expect(find([["a"]], ["?"])).to.equal(undefined);
    expect(find([[]], [])).to.equal(undefined);
    expect(find([], [])).to.equal("x");
    expect(find([["*"]], ["?*"])).to.equal("");
    expect(find([], ["*"])).to.equal(undefined);
  });

  it("takes the first preferred text that will do", () => {
    const hints = { preferred: ["no", "abc", "abd"], fresh: "x" };
    expect(find([["ab*"]], [], hints)).to.equal("abc");
    expect(find([["ab*"]], ["*c"], hints)).to.equal("abd");
    expect(find([["*"]], ["*"], hints)).to.equal(undefined);
    expect(find([[`a${opaqueText(0)}`]], [], { preferred: ["ab"], fresh: "x" })).to.equal(`a${opaqueText(0)}`);
  });

  it("stops at the limit on its work", () => {
    const within = unions([["*a*b*a*b*a*"], ["*b*a*b*a*b*"], ["?????a?????"]]);
    const outside = unions([["*aa*"], ["*bb*", "*xa*"]]);
    expect(() => findText({ within, outside }, HINTS, counter(50))).to.throw(LimitExceededError, "containmentSteps");
    const work = counter();
    findText({ within, outside }, HINTS, work);
    expect(work.steps).to.be.greaterThan(50);
  });
});

describe("findText with unknown texts", () => {
  /** The patterns with a value in place of the unknown text. */
  const filled = ({ tokens }: SequencePattern, value: string): SequencePattern =>
    new SequencePattern(tokens.flatMap((token) => (isOpaque(token.letters) ? value.split("").map(letter) : [token])));
  const symbolic = globPattern(3).chain((pattern) =>
    fc.nat(pattern.tokens.length).map((at) => {
      const tokens = [...pattern.tokens];
      tokens.splice(at, 0, letter(opaqueText(0)));
      return new SequencePattern(tokens);
    }),
  );

  it("finds none only where there is none for any value", () => {
    const values = textsUpTo(2, "ab");
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.oneof(symbolic, globPattern(3)), { minLength: 1, maxLength: 2 }), {
          minLength: 1,
          maxLength: 2,
        }),
        fc.array(fc.array(globPattern(3), { maxLength: 2 }), { maxLength: 1 }),
        (within, outside) => {
          if (findText({ within, outside }, HINTS, counter()) !== undefined) return;
          for (const value of values) {
            const question = { within: within.map((union) => union.map((one) => filled(one, value))), outside };
            expect(
              TEXTS.filter((text) => meetsByDefinition(question, text)),
              value,
            ).to.deep.equal([]);
          }
        },
      ),
      settings,
    );
  });

  it("knows that the same unknown text is the same", () => {
    const [first, second] = [opaqueText(0), opaqueText(1)];
    expect(find([[`a/${first}`]], [`a/${first}`])).to.equal(undefined);
    expect(find([[`a/${first}`]], [`a/${second}`])).to.equal(`a/${first}`);
    expect(find([[`a/${first}/*`]], [`a/*`])).to.equal(undefined);
    expect(find([[`a${opaqueCharacter(0)}`]], ["a?"])).to.equal(undefined);
    expect(find([[`a/${first}`], ["b/*"]], [])).to.equal(undefined);
    expect(find([[`a/${first}`], ["*/c"]], [])).to.equal(`a/${first}`);
    expect(find([[`a${opaqueCharacter(0)}`], ["a"]], [])).to.equal(undefined);
  });

  it("knows that an unknown piece holds neither colons nor slashes", () => {
    const [piece, text] = [opaquePiece(0), opaqueText(0)];
    expect(find([[`home/${piece}`], ["*-data/*"]], [])).to.equal(undefined);
    expect(find([[`home/${text}`], ["*-data/*"]], [])).to.equal(`home/${text}`);
    expect(find([[`home/${piece}`], ["*-data"]], [])).to.equal(`home/${piece}`);
    expect(find([[`home/${piece}`], ["home/*b*/*", "*:*"]], [])).to.equal(undefined);
    expect(find([["a/b"], [`${piece}/b`]], [])).to.equal(`${piece}/b`);
    expect(find([["a/b/b"], [`${piece}/b`]], [])).to.equal(undefined);
  });

  it("meets loosely what must match, and exactly what must not", () => {
    const text = `a${opaqueText(0)}`;
    expect(meets(text, { within: unions([["ab"]]), outside: [] })).to.equal(true);
    expect(meets(text, { within: unions([["b*"]]), outside: [] })).to.equal(false);
    expect(meets(text, { within: [], outside: unions([["ab"]]) })).to.equal(true);
    expect(meets(text, { within: [], outside: unions([["a*"]]) })).to.equal(false);
    expect(meets("ab", { within: unions([[text]]), outside: [] })).to.equal(true);
    expect(meets("b", { within: unions([[text]]), outside: [] })).to.equal(false);
    expect(meets("b", { within: unions([[text, "b"]]), outside: [] })).to.equal(true);
  });
});

describe("findWord", () => {
  it("finds a shortest word where it does not look greedily, and a word exactly where there is one", () => {
    fc.assert(
      fc.property(
        classPattern(3),
        fc.array(fc.array(classPattern(3), { minLength: 1, maxLength: 2 }), { maxLength: 3 }),
        fc.array(classPattern(3), { maxLength: 2 }),
        (generator, within, outside) => {
          const question = { within: [[generator], ...within], outside: [outside] };
          const found = findWord(generator, within, outside, "x", counter());
          const all = TEXTS.filter((text) => meetsByDefinition(question, text));
          if (found === undefined) expect(all).to.deep.equal([]);
          else expect(meetsByDefinition(question, found), found).to.equal(true);
          if (within.length < 2 && all[0] !== undefined) expect(found).to.have.length(all[0].length);
        },
      ),
      settings,
    );
  });

  it("goes on beyond the greedy look", () => {
    const [generator, ...rest] = ["*a*a*a*a*b*b*b*b*", "*b*b*b*b*a*a*a*a*", "*ab*ba*ab*ba*"].map(patternOf);
    const outside = ["*aaa*", "*bbb*", "*x*", "*abab*"].map(patternOf);
    if (generator === undefined) throw new Error("no generator");
    const found = findWord(
      generator,
      rest.map((one) => [one]),
      outside,
      "x",
      counter(20_000_000),
    );
    expect(found).to.be.a("string");
    expect(
      meetsByDefinition({ within: [[generator], ...rest.map((one) => [one])], outside: [outside] }, found ?? ""),
    ).to.equal(true);
  });

  it("counts its work", () => {
    const [generator] = [patternOf("*a*b")];
    const work = counter();
    findWord(generator, [[patternOf("*b*a*b")]], [patternOf("*ab*")], "x", work);
    expect(work.steps).to.be.greaterThan(0);
    expect(() => findWord(generator, [[patternOf("*b*a*b")]], [patternOf("*ab*")], "x", counter(3))).to.throw(
      LimitExceededError,
    );
  });
});
