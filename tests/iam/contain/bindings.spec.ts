import { expect } from "chai";
import { checkContainment } from "../../../iam/contain/check-containment";
import { checkDisjointness } from "../../../iam/contain/check-disjointness";
import { OpaqueNames } from "../../../iam/contain/bindings";
import {
  isOpaque,
  isOpaqueCharacter,
  isOpaquePiece,
  OPAQUE_LETTERS,
  OPAQUE_PIECES,
} from "../../../iam/pattern/letters";
import { literalTokens, type PatternToken } from "../../../iam/pattern/pattern-token";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { LimitExceededError } from "../../../iam/errors";
import { documentOf } from "../../support/containment";

/** Known letters as they are, unknown text by its kind. */
function shape(tokens: readonly PatternToken[]): string {
  return tokens
    .map(({ letters }) => {
      if (!isOpaque(letters)) return letters;
      return isOpaqueCharacter(letters) ? "<character>" : isOpaquePiece(letters) ? "<piece>" : "<text>";
    })
    .join("");
}

const letters = (tokens: readonly PatternToken[]): string => tokens.map((token) => token.letters).join("");

describe("literalTokens", () => {
  it("stand for the text alone, letters beyond ASCII too", () => {
    for (const text of ["", "a", "aws:iam", "~\u007f", "\u0080é", "日本"]) {
      const pattern = new SequencePattern(literalTokens(text));
      expect([pattern.literal, pattern.matches(text), pattern.matches(`${text}x`)]).to.deep.equal([text, true, false]);
    }
  });
});

describe("OpaqueNames", () => {
  it("give a key the same letter each time, and another one to another key or symbol", () => {
    const names = new OpaqueNames();
    const first = letters(names.variable("s:a"));
    expect(letters(names.variable("s:a"))).to.equal(first);
    const others = [
      names.variable("s:b"),
      names.symbol({ id: "s:a", label: "" }),
      names.symbol({ id: "t", label: "" }),
    ];
    const all = [first, ...others.map(letters)];
    expect(new Set(all).size).to.equal(all.length);
  });

  it("say of keys that AWS forms without colons and slashes that their values hold none", () => {
    const names = new OpaqueNames();
    for (const key of ["aws:username", "aws:principalaccount", "aws:sourceaccount", "aws:requestedregion"])
      expect(shape(names.variable(key)), key).to.equal("<piece>");
    for (const key of ["aws:principaltag/team", "aws:userid", "s:a"])
      expect(shape(names.variable(key)), key).to.equal("<text>");
  });

  it("fill the wildcards of what a value is known to match, each with a letter of its own", () => {
    const names = new OpaqueNames(new Map([["aws:username", "a*b?c*"]]));
    const tokens = names.variable("aws:username");
    expect(shape(tokens)).to.equal("a<text>b<character>c<text>");
    expect(tokens.every(({ repeats, excludes }) => !repeats && !excludes)).to.equal(true);
    expect(new Set(letters(tokens)).size).to.equal(6);
  });

  const symbolCases: readonly (readonly [pattern: string | undefined, shape: string])[] = [
    [undefined, "<text>"],
    ["*", "<text>"],
    ["photos-?", "photos-<character>"],
    ["photos", "photos"],
    ["arn:*:s3:::a*?", "arn:<piece>:s3:::a<text><character>"],
    ["arn:aws:sqs:*:1?:*", "arn:aws:sqs:<piece>:1<character>:<text>"],
    ["arn:*", "arn:<text>"],
  ];
  for (const [pattern, want] of symbolCases) {
    it(`read a symbol of ${pattern ?? "any value"}`, () => {
      const names = new OpaqueNames();
      expect(shape(names.symbol({ id: "s", label: "", ...(pattern !== undefined && { pattern }) }))).to.equal(want);
    });
  }

  it("take any text for a piece when there are no more letters for pieces", () => {
    const names = new OpaqueNames();
    const all = Array.from({ length: OPAQUE_PIECES + 1 }, (_, index) =>
      names.symbol({ id: `s${index}`, label: "", pattern: "arn:*:s3:::b" }),
    );
    expect(shape(all[OPAQUE_PIECES - 1] ?? [])).to.equal("arn:<piece>:s3:::b");
    expect(shape(all[OPAQUE_PIECES] ?? [])).to.equal("arn:<text>:s3:::b");
    expect(new Set(all.map(letters)).size).to.equal(all.length);
  });

  it("end at a limit when there are no more letters at all", () => {
    for (const pattern of ["*", "?"]) {
      const names = new OpaqueNames();
      const take = (index: number): string => letters(names.symbol({ id: `s${index}`, label: "", pattern }));
      const all = Array.from({ length: OPAQUE_LETTERS }, (_, index) => take(index));
      expect(new Set(all).size).to.equal(OPAQUE_LETTERS);
      expect(all.every((letter) => isOpaqueCharacter(letter) === (pattern === "?"))).to.equal(true);
      expect(() => take(OPAQUE_LETTERS)).to.throw(LimitExceededError, /unknownTexts/);
    }
  });
});

describe("containment with more unknown ARN segments than letters for them", () => {
  it("claims no more than is so for every value", () => {
    const symbols = Array.from({ length: OPAQUE_PIECES + 1 }, (_, index) => ({
      id: `s${index}`,
      label: "",
      pattern: index < OPAQUE_PIECES ? `arn:*:s3:::b${index}` : "arn:*:s3:::last",
    }));
    const all = symbols.map((_, index) => symbolPlaceholder(index));
    const inner = documentOf([{ Resource: all }], { symbols });
    const outer = documentOf([{ Resource: [...all.slice(0, -1), "arn:?:s3:::last"] }], { symbols });
    expect(checkContainment(inner, outer).kind).to.equal("notContained");
    expect(checkDisjointness(inner, documentOf([{ Resource: "arn:aws:s3:::last" }])).kind).to.not.equal("disjoint");
  });

  it("ends at a limit with more unknown texts", () => {
    const symbols = Array.from({ length: OPAQUE_LETTERS + 1 }, (_, index) => ({ id: `s${index}`, label: "" }));
    const inner = documentOf([{ Resource: symbols.map((_, index) => symbolPlaceholder(index)) }], { symbols });
    const answer = checkContainment(inner, documentOf([{ Resource: "arn:aws:s3:::b" }]));
    expect(answer.kind === "unknown" && answer.reason.limit).to.equal("unknownTexts");
  });
});
