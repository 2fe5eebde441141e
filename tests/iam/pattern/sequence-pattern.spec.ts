import { expect } from "chai";
import fc from "fast-check";
import { opaqueCharacter, opaquePiece, opaqueText } from "../../../iam/pattern/letters";
import { ANY_TEXT, fits, tokensOfPiece, withAnyValue } from "../../../iam/pattern/pattern-token";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import {
  ANY_LETTER,
  classPattern,
  globPattern,
  letter,
  matchesTokens,
  patternOf,
  STAR,
  textsUpTo,
} from "../../support/oracle/pattern-oracle";
import { RUNS, SEED } from "../../support/property-settings";

const TEXTS = textsUpTo(4, "abx");
const settings = { seed: SEED, numRuns: Math.min(RUNS, 1_000) };
const only = (pattern: SequencePattern): readonly string[] =>
  TEXTS.filter((text) => matchesTokens(pattern.tokens, text));

describe("a token of unknown text", () => {
  const takes = (unknown: string, text: string): boolean =>
    new SequencePattern([withAnyValue(letter(unknown))]).matches(text);

  it("takes what its value may be: any text, one character, or a text without colons and slashes", () => {
    expect(["", "ab", "a:b"].map((text) => takes(opaqueText(0), text))).to.deep.equal([true, true, true]);
    expect(["", "a", ":", "ab"].map((text) => takes(opaqueCharacter(0), text))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    expect(["", "ab", "a:b", "/"].map((text) => takes(opaquePiece(0), text))).to.deep.equal([true, true, false, false]);
  });

  it("is left as it is where it is known, or excludes letters", () => {
    expect(withAnyValue(letter("a"))).to.deep.equal(letter("a"));
    expect(withAnyValue(ANY_TEXT)).to.equal(ANY_TEXT);
  });
});

describe("SequencePattern", () => {
  it("is the same of texts as of the tokens of their letters", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", '"', "\\", "[", "\u00e4", "\ud83d") });
    const pieces = fc.array(fc.oneof(text, fc.constantFrom(STAR, ANY_LETTER, letter("a"))), { maxLength: 4 });
    fc.assert(
      fc.property(pieces, text, (given, other) => {
        const [whole, byLetter] = [new SequencePattern(given), new SequencePattern(given.flatMap(tokensOfPiece))];
        expect(whole.tokens).to.deep.equal(byLetter.tokens);
        expect(whole.key).to.equal(byLetter.key);
        expect(whole.literal).to.equal(byLetter.literal);
        expect(whole.matches(other)).to.equal(byLetter.matches(other)).and.to.equal(matchesTokens(whole.tokens, other));
        for (const one of 'ab"x') expect(whole.names(one), one).to.equal(byLetter.names(one));
      }),
      settings,
    );
  });

  it("matches by definition", () => {
    fc.assert(
      fc.property(classPattern(5), (pattern) => {
        for (const text of TEXTS) expect(pattern.matches(text), text).to.equal(matchesTokens(pattern.tokens, text));
      }),
      settings,
    );
  });

  it("includes only what it contains, and all of it for letters and stars", () => {
    fc.assert(
      fc.property(classPattern(4), classPattern(4), (outer, inner) => {
        if (outer.includes(inner)) expect(only(inner).filter((text) => !outer.matches(text))).to.deep.equal([]);
      }),
      settings,
    );
    fc.assert(
      fc.property(globPattern(3), globPattern(3), (outer, inner) => {
        expect(outer.includes(inner)).to.equal(only(inner).every((text) => outer.matches(text)));
      }),
      settings,
    );
  });

  it("knows that a state covers another only where all its texts match from there", () => {
    const from = (pattern: SequencePattern, state: number) => pattern.tokens.slice(state);
    fc.assert(
      fc.property(classPattern(5), fc.nat(5), fc.nat(5), (pattern, stronger, state) => {
        if (Math.max(stronger, state) > pattern.tokens.length || !pattern.covers(stronger, state)) return;
        for (const text of TEXTS) {
          if (!matchesTokens(from(pattern, state), text)) continue;
          expect(matchesTokens(from(pattern, stronger), text), text).to.equal(true);
        }
      }),
      settings,
    );
  });

  it("covers along a star and its like, never backwards", () => {
    const pattern = new SequencePattern([letter("a"), ANY_LETTER, STAR, letter("b")]);
    expect([0, 1, 2, 3, 4].map((state) => pattern.covers(2, state))).to.deep.equal([true, true, true, false, false]);
    expect(pattern.covers(0, 2)).to.equal(false);
    expect(pattern.covers(3, 3)).to.equal(true);
    const repeatedA = new SequencePattern([letter("b"), letter("a"), { excludes: false, letters: "a", repeats: true }]);
    expect([0, 1].map((state) => repeatedA.covers(2, state))).to.deep.equal([false, true]);
  });

  it("says how many letters are missing from each state", () => {
    expect(patternOf("a*?b").shortest).to.deep.equal([3, 2, 2, 1, 0]);
    expect(patternOf("").shortest).to.deep.equal([0]);
  });

  it("drops states that a later one makes superfluous", () => {
    const pattern = patternOf("a*b*c");
    let states = pattern.start();
    const trace = ["a", "a", "b", "b"].map((one) => (states = pattern.step(states, one)));
    expect(trace).to.deep.equal([
      [1, 2],
      [1, 2],
      [3, 4],
      [3, 4],
    ]);
    expect(pattern.accepts(states)).to.equal(false);
    expect(pattern.accepts(pattern.step(states, "c"))).to.equal(true);
    expect(patternOf("ab").step(patternOf("ab").start(), "b")).to.deep.equal([]);
    expect(patternOf("*").start()).to.deep.equal([0, 1]);
  });

  it("has a literal and a key of its own", () => {
    expect(patternOf("abc").literal).to.equal("abc");
    expect(patternOf("").literal).to.equal("");
    for (const open of ["a*", "a?"]) expect(patternOf(open).literal, open).to.equal(undefined);
    expect(new SequencePattern([{ excludes: false, letters: "ab", repeats: false }]).literal).to.equal(undefined);
    expect(new SequencePattern([{ excludes: false, letters: "a", repeats: true }]).literal).to.equal(undefined);
    const tokens = [letter("a"), ANY_LETTER, STAR, { excludes: false, letters: "a", repeats: true }];
    const keys = tokens.map((token) => new SequencePattern([token]).key);
    expect(new Set(keys).size).to.equal(keys.length);
    expect(new Set([patternOf("a").key, patternOf('a"').key, patternOf('[^""]*').key, STAR_KEY]).size).to.equal(4);
    expect(patternOf("a*b").key).to.equal(new SequencePattern([letter("a"), ANY_TEXT, letter("b")]).key);
  });
});

const STAR_KEY = new SequencePattern([STAR]).key;

describe("SequencePattern with unknown text", () => {
  const text0 = opaqueText(0);

  it("takes an unknown text in by a star or the same letter only", () => {
    const table: readonly (readonly [string, string, boolean])[] = [
      ["*", text0, true],
      ["a*", `a${text0}b`, true],
      ["?", text0, false],
      [text0, text0, true],
      [text0, opaqueText(1), false],
      ["?", opaqueCharacter(0), true],
      ["a", opaqueCharacter(0), false],
    ];
    for (const [pattern, text, want] of table) expect(patternOf(pattern).matches(text), pattern).to.equal(want);
    expect(fits({ excludes: true, letters: "a", repeats: true }, text0)).to.equal(false);
    expect(fits({ excludes: true, letters: "a", repeats: true }, opaqueCharacter(0)), "may be an a").to.equal(false);
    expect(fits({ excludes: true, letters: ":/", repeats: true }, opaquePiece(0)), "is neither").to.equal(true);
    expect(fits({ excludes: true, letters: ":/", repeats: false }, opaquePiece(0)), "may be long").to.equal(false);
    expect(fits({ excludes: true, letters: ":a", repeats: true }, opaquePiece(0)), "may hold an a").to.equal(false);
  });

  it("steps loosely over whatever the unknown text may be", () => {
    const values = textsUpTo(3, "ab");
    fc.assert(
      fc.property(
        classPattern(5),
        fc.constantFrom(...textsUpTo(2, "ab")),
        fc.constantFrom(...textsUpTo(2, "ab")),
        (pattern, before, after) => {
          for (const [opaque, fillings] of [
            [text0, values],
            [opaqueCharacter(0), ["a", "b"]],
          ] as const) {
            let states = pattern.start();
            for (const one of `${before}${opaque}${after}`) states = pattern.stepLoosely(states, one);
            const mayMatch = fillings.some((value) => matchesTokens(pattern.tokens, `${before}${value}${after}`));
            if (mayMatch) expect(pattern.accepts(states)).to.equal(true);
          }
        },
      ),
      settings,
    );
  });

  it("steps loosely one character for an unknown character, and from the first state on for a text", () => {
    expect(patternOf("ab").stepLoosely([0], opaqueCharacter(0))).to.deep.equal([1]);
    expect(patternOf("a*").stepLoosely([1, 2], opaqueCharacter(0))).to.deep.equal([1, 2]);
    expect(patternOf("abc").stepLoosely([1], text0)).to.deep.equal([1, 2, 3]);
    expect(patternOf("abc").stepLoosely([], text0)).to.deep.equal([]);
    expect(patternOf("abc").stepLoosely([0], "a")).to.deep.equal([1]);
  });
});
