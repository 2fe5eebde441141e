import { expect } from "chai";
import {
  actionSet,
  arnSet,
  ignoringCase,
  isUnknownText,
  partsKey,
  resourceSet,
  tokensOf,
  wholeText,
  type ResolvePart,
} from "../../../iam/contain/text-sets";
import { hasIdentity, type TextSet } from "../../../iam/contain/value-set";
import { opaqueCharacter, opaquePiece, opaqueText } from "../../../iam/pattern/letters";
import { readTemplate } from "../../../iam/pattern/read-template";
import { literalTokens } from "../../../iam/pattern/pattern-token";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import type { TemplatePart } from "../../../iam/pattern/template";

/** A symbol, and the letter that stands for its value; likewise for a variable of any value and one without separators. */
const S = symbolPlaceholder(0);
const U = opaqueText(0);
const V = opaqueText(1);
const P = opaquePiece(0);

const VALUES: Readonly<Record<string, string>> = {
  "s:Any": V,
  "s:Piece": P,
  "s:Character": opaqueCharacter(0),
  "s:Known": "s",
  "s:Other": "r",
  "s:Arn": "arn",
  "s:Colon": "s:r",
};
const resolve: ResolvePart = (part) => {
  if (part.kind === "symbol") return literalTokens(U);
  const value = VALUES[part.key];
  return value === undefined ? undefined : literalTokens(value);
};
const parts = (text: string): readonly TemplatePart[] =>
  readTemplate(text, { wildcards: true, variables: true, symbolCount: 1 }).parts;

/** `surely`, `maybe` or `never`: whether a text is in a set, where unknown text in both is the same. */
function where(set: TextSet, text: string): "surely" | "maybe" | "never" {
  if (set.surely.some((pattern) => pattern.matches(text))) return "surely";
  return set.maybe.some((pattern) => pattern.matches(text)) ? "maybe" : "never";
}

type Case = readonly [entry: string, text: string, want: "surely" | "maybe" | "never"];

function check(cases: readonly Case[], read: (parts: readonly TemplatePart[], resolve: ResolvePart) => TextSet): void {
  for (const [entry, text, want] of cases) {
    it(`${entry} holds ${text}: ${want}`, () => expect(where(read(parts(entry), resolve), text)).to.equal(want));
  }
}

describe("parts as tokens", () => {
  it("have no tokens where a variable has no value", () => {
    expect(tokensOf(parts("a${s:None}"), resolve)).to.equal(undefined);
    expect(new SequencePattern(tokensOf(parts("a?${s:Known}*"), resolve) ?? []).matches("axsyz")).to.equal(true);
  });

  it("are unknown text where they are variables and symbols", () => {
    expect(parts(`a*?\${s:Any}${S}`).map(isUnknownText)).to.deep.equal([false, false, false, true, true]);
  });

  it("have one key where they mean the same, and none where they mean nothing", () => {
    const key = (text: string): string => partsKey(parts(text), resolve);
    expect(key("a${s:Known}")).to.equal(key("as"));
    expect(new Set(["a", "b", "a*", S, "${s:Any}"].map(key)).size).to.equal(5);
    expect(key("a${s:None}")).to.equal("");
  });
});

describe("texts of a value of a string operator", () => {
  check(
    [
      ["a*", "a:b/c", "surely"],
      ["a*", "b", "never"],
      ["a?", "ab", "surely"],
      ["a?", "abc", "never"],
      ["${s:Any}?", `${V}x`, "surely"],
      ["${s:None}", "", "never"],
    ],
    wholeText,
  );
});

describe("texts without regard to case", () => {
  check(
    [
      ["aB1", "Ab1", "surely"],
      ["aB1", "Ab2", "never"],
      ["K\u00c5", "\u212a\u212b", "surely"],
      ["k\u00e5", "\u212a\u00c5", "surely"],
      ["\u0130", "\u0130", "surely"],
      ["\u0130", "i", "never"],
      ["a*", "AbC", "surely"],
      [`a${S}`, `a${U}`, "surely"],
      [`a${S}`, "A", "maybe"],
      ["${s:None}", "", "never"],
    ],
    ignoringCase,
  );
});

describe("actions of an entry", () => {
  check(
    [
      ["S3:Get*", "s3:getobject", "surely"],
      ["S3:Get*", "S3:getobject", "never"],
      ["s3:?et", "s3:get", "surely"],
      [`s3:${S}`, `s3:${U}`, "surely"],
      ["s3:\u0130", "s3:i\u0307", "surely"],
      ["s3:\u0130", "s3:i", "never"],
      ["s3:${s:None}", "", "never"],
    ],
    actionSet,
  );
});

describe("resources of an entry", () => {
  check(
    [
      ["*", "*", "surely"],
      ["*", "arn:aws:s:r:1:a", "surely"],
      ["arn:aws:s:*:1:a*", "arn:aws:s:r:1:ab:c", "surely"],
      ["arn:aws:s:*:a", "arn:aws:s:r:1:a", "surely"],
      ["arn:*:*:1:x:a", "arn:aws:s:r:1:x:a", "never"],
      ["arn:aws:s*", "arn:aws:s:r:1:a", "surely"],
      ["arn:aws:s:r:1:${s:Any}/*", `arn:aws:s:r:1:${V}/b:c`, "surely"],
      ["arn:aws:s:r:1:${s:None}", "arn:aws:s:r:1:", "never"],
      ["arn:aws:${s:Known}:r:1:a", "arn:aws:s:r:1:a", "never"],
      [`\${s:Known}:${S}`, `s:${U}`, "never"],
      [`arn:aws:s:r:1:${S}*`, `arn:aws:s:r:1:${U}b:c`, "surely"],
      [`arn:aws:?:${S}*`, `arn:aws:s:${U}:b`, "surely"],
      [`${S}*`, `${U}a:b`, "surely"],
      [`${S}*`, "a", "never"],
      [`*${S}*`, `a${U}b:c`, "surely"],
      [`*${S}*`, `a:b${U}c`, "maybe"],
      [`${S}*/a:*`, `${U}b/a:c:d`, "surely"],
      [`${S}*/a:*`, `${U}b:c/a:d`, "maybe"],
      [`${S}*/a*`, `${U}b:c/a:d`, "surely"],
      [`${S}*\${s:Any}*`, `${U}a${V}b:c`, "surely"],
      [`${S}*\${s:Any}*`, `${U}a:b${V}c`, "maybe"],
      [`${S}?*`, `${U}::`, "surely"],
      [`?${S}:*`, `a${U}:b`, "surely"],
      [`?${S}:*`, `:${U}:b`, "maybe"],
      [`${S}:\${s:None}`, `${U}:`, "never"],
    ],
    resourceSet,
  );

  it("are certain but for a symbol before the fifth colon", () => {
    const isCertain = (entry: string): boolean => resourceSet(parts(entry), resolve).unsure.length === 0;
    expect(["*", "arn:aws:s*", "arn:aws:s:*:1:a", `arn:aws:s:r:1:*${S}*`].map(isCertain)).to.not.include(false);
    expect([`${S}*`, `*${S}*`, `arn:aws:${S}:r:1:a`].map(isCertain)).to.not.include(true);
  });
});

describe("texts of a value of an ARN operator", () => {
  check(
    [
      ["arn:aws:s:*:1:a*", "arn:aws:s:r:1:ab:c", "surely"],
      ["arn:aws:s:*:1:a*", "arn:aws:s:r:2:1:a", "never"],
      ["*:aws:s:r:1:a", "arn:aws:s:r:1:a", "surely"],
      ["*:aws:s:r:1:a", "x:aws:s:r:1:a", "never"],
      ["a?n:aws:s:r:1:a", "arn:aws:s:r:1:a", "surely"],
      ["x:aws:s:r:1:a", "x:aws:s:r:1:a", "never"],
      ["arn:aws:s*", "arn:aws:s:r:1:a", "maybe"],
      ["arn:aws:s*", "arn:aws:t:r:1:a", "never"],
      ["${s:None}", "", "never"],
      ["arn:aws:s:r:1:${s:None}", "arn:aws:s:r:1:", "never"],
      ["arn:aws:${s:None}:r:1:a", "arn:aws::r:1:a", "never"],
      ["arn:aws:${s:Known}:${s:Other}:1:a", "arn:aws:s:r:1:a", "surely"],
      ["arn:*:${s:Known}:${s:Other}:1:?", "arn:aws:s:r:1:a", "surely"],
      ["arn:aws:s:r:1:${s:Colon}", "arn:aws:s:r:1:s:r", "surely"],
      ["arn:${s:Colon}:1:b:c:d", "arn:s:r:1:b:c:d", "never"],
      ["arn:aws:a:b:${s:Colon}:d", "arn:aws:a:b:s:r:d", "never"],
      ["arn:aws:${s:Any}:r:1:a", `arn:aws:${V}:r:1:a`, "maybe"],
      ["arn:aws:${s:Piece}:r:1:a", `arn:aws:${P}:r:1:a`, "surely"],
      ["arn:aws:s:r:1:${s:Any}", `arn:aws:s:r:1:${V}`, "surely"],
      ["${s:Arn}:aws:s:r:1:a", "arn:aws:s:r:1:a", "surely"],
      ["${s:Known}:aws:s:r:1:a", "arn:aws:s:r:1:a", "never"],
      ["${s:None}:aws:s:r:1:a", "arn:aws:s:r:1:a", "never"],
      ["${s:Piece}:aws:s:r:1:a", "arn:aws:s:r:1:a", "maybe"],
      ["${s:Any}:aws:s:r:1:a", "arn:aws:s:r:1:a", "maybe"],
      ["a${s:Character}n:aws:s:r:1:a", "arn:aws:s:r:1:a", "maybe"],
      ["x${s:Any}:aws:s:r:1:a", "arn:aws:s:r:1:a", "never"],
      [`arn:aws:s:r:1:${S}`, `arn:aws:s:r:1:${U}`, "surely"],
      [`arn:aws:${S}:r:1:a`, `arn:aws:${U}:r:1:a`, "surely"],
      [`arn:aws:${S}:r:1:a*`, `arn:aws:${U}:r:1:a:b`, "surely"],
      [`arn:aws:${S}:*:1:a`, `arn:aws:${U}:r:1:a`, "surely"],
      [`arn:aws:${S}:*:1:a`, `arn:aws:${U}:r:x:1:a`, "maybe"],
      [`*:aws:${S}:r:1:a`, `arn:aws:${U}:r:1:a`, "maybe"],
      [`*arn:aws:${S}:r:1:a`, `arn:aws:${U}:r:1:a`, "maybe"],
      [`x:aws:${S}:r:1:arn:`, `x:aws:${U}:r:1:arn:`, "maybe"],
      [`arn:aws:${S}`, `arn:aws:${U}`, "maybe"],
      [`arn:aws:*${S}:r:1`, `arn:aws:s${U}:r:1`, "maybe"],
      [`arn:aws:?${S}:r:1`, `arn:aws:s${U}:r:1`, "maybe"],
      [`${S}:\${s:None}`, `${U}:`, "never"],
    ],
    arnSet,
  );

  it("are not exact just for a short ARN without symbols, a symbol before the fifth colon and an unknown variable there", () => {
    const exactness = (entry: string): string => {
      const { unsure, isShort } = arnSet(parts(entry), resolve);
      return isShort ? "short" : unsure.length === 0 ? "exact" : "not exact";
    };
    const entries: Readonly<Record<string, readonly string[]>> = {
      exact: [
        ...["arn:aws:s:r:1:a", "x:aws:s:r:1:a", `arn:aws:s:r:1:${S}`, "arn:aws:s:r:1:${s:Any}", "${s:None}"],
        ...[
          "arn:aws:${s:Known}:r:1:a",
          "arn:aws:${s:Piece}:r:1:a",
          "arn:aws:${s:None}:r:1:a",
          "arn:${s:Colon}:1:b:c:d",
        ],
        ...[`${S}:\${s:None}`, "arn:aws:${s:Any}:r:1:${s:None}", "${s:Known}:aws:s:r:1:a"],
      ],
      "not exact": [`${S}*`, `arn:aws:${S}:r:1:a`, "arn:aws:${s:Any}:r:1:a", "${s:Piece}:aws:s:r:1:a"],
      short: ["arn:aws:s*", "*", "${s:Any}"],
    };
    for (const [want, list] of Object.entries(entries)) {
      for (const entry of list) expect(exactness(entry), entry).to.equal(want);
    }
  });
});

describe("a part of a set that is not certain", () => {
  const key = (set: TextSet): string => set.unsure.map((part) => part.key).join("\n");
  const read = (entry: string): readonly string[] => [
    key(ignoringCase(parts(entry), resolve)),
    key(resourceSet(parts(entry), resolve)),
    key(arnSet(parts(entry), resolve)),
  ];

  it("has a name that tells its values and its kind", () => {
    const entries = [`${S}*`, `a${S}`, `${S}a`];
    const keys = entries.flatMap(read);
    expect(new Set(keys).size).to.equal(keys.length);
    expect(entries.flatMap(read)).to.deep.equal(keys);
  });

  it("of an ARN by parts has the same name just where it is the same", () => {
    const entries = [
      "arn:aws:${s:Any}:r:1:a",
      "arn:aws:${s:Any}:r:1:b",
      "${s:Any}:aws:s:r:1:a",
      "${s:Piece}:aws:s:r:1:a",
    ];
    const sets = entries.map((entry) => arnSet(parts(entry), resolve));
    expect(sets.every(hasIdentity)).to.equal(true);
    expect(new Set(sets.map(key)).size).to.equal(entries.length);
    expect(entries.map((entry) => key(arnSet(parts(entry), resolve)))).to.deep.equal(sets.map(key));
  });
});
