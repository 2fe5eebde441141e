import { expect } from "chai";
import {
  casesOf,
  freshLetter,
  holdsOpaque,
  isOpaque,
  isOpaqueCharacter,
  isOpaquePiece,
  lowerCase,
  OPAQUE_LETTERS,
  opaqueCharacter,
  opaquePiece,
  opaqueText,
} from "../../../iam/pattern/letters";

describe("letters of unknown text", () => {
  it("tell texts, characters, pieces and known letters apart, up to the last of each", () => {
    const kind = (letter: string): readonly boolean[] => [
      isOpaque(letter),
      isOpaqueCharacter(letter),
      isOpaquePiece(letter),
      holdsOpaque(`a${letter}`),
    ];
    for (const index of [0, 1, OPAQUE_LETTERS - 1]) {
      expect(kind(opaqueText(index)), `text ${index}`).to.deep.equal([true, false, false, true]);
      expect(kind(opaqueCharacter(index)), `character ${index}`).to.deep.equal([true, true, false, true]);
    }
    for (const index of [0, 255]) expect(kind(opaquePiece(index))).to.deep.equal([true, false, true, true]);
    for (const known of ["a", "\ud7ff", "\uf900", ""]) {
      expect(kind(known), known).to.deep.equal([false, false, false, false]);
    }
  });

  it("differ by index and kind", () => {
    const all = [0, 1, 2].flatMap((index) => [opaqueText(index), opaqueCharacter(index), opaquePiece(index)]);
    expect(new Set(all).size).to.equal(all.length);
    expect(OPAQUE_LETTERS).to.be.at.least(2_000);
  });
});

describe("freshLetter", () => {
  it("is a readable letter that is not in use", () => {
    expect(freshLetter(new Set())).to.equal("x");
    expect(freshLetter(new Set("xz"))).to.equal("q");
    expect(freshLetter(new Set("abcdefghijklmnopqrstuvwxyz"))).to.equal("0");
  });

  it("is its own lower case, one unit long, when every readable one is in use", () => {
    const used = new Set("abcdefghijklmnopqrstuvwxyz0123456789");
    for (let round = 0; round < 100; round++) {
      const letter = freshLetter(used);
      expect(used.has(letter)).to.equal(false);
      expect(letter.toLowerCase()).to.equal(letter);
      expect(letter.toUpperCase()).to.have.length(1);
      used.add(letter);
    }
    expect(used.has("\u0101")).to.equal(true);
    expect(used.has("\u0100")).to.equal(false);
  });
});

describe("the case of letters", () => {
  it("is that of each letter by itself, so that a text keeps its length", () => {
    expect(lowerCase("ArN:*09")).to.equal("arn:*09");
    expect(lowerCase("\u00c4\u0391\u03a3")).to.equal("\u00e4\u03b1\u03c3");
    expect(lowerCase("\u0130\u1e9e\u212a")).to.equal("\u0130\u00dfk");
    expect(lowerCase(opaqueText(3))).to.equal(opaqueText(3));
  });

  it("belongs to all letters of one lower case", () => {
    const cases = (letter: string): string => casesOf(letter).split("").sort().join("");
    expect(["a", "A", "k", "\u212a", "\u00e5", "0", "\u0130", "\u03c3", "\u03c2", ""].map(cases)).to.deep.equal([
      "Aa",
      "Aa",
      "Kk\u212a",
      "Kk\u212a",
      "\u00c5\u00e5\u212b",
      "0",
      "\u0130",
      "\u03a3\u03c3",
      "\u03c2",
      "",
    ]);
    expect(cases(opaqueText(0))).to.equal(opaqueText(0));
  });

  it("belongs to every letter of one UTF-16 unit", () => {
    const byLower = new Map<string, string>();
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    for (const letter of all) byLower.set(lowerCase(letter), (byLower.get(lowerCase(letter)) ?? "") + letter);
    const wrong = [...byLower].filter(([lower, letters]) => {
      if (letters === lower && lower.toUpperCase() === lower) return false;
      return casesOf(lower).split("").sort().join("") !== letters.split("").sort().join("");
    });
    expect(wrong).to.deep.equal([]);
  });
});
