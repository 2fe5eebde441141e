import { expect } from "chai";
import { Dimensions, holdsUnknown, HintTable, type Part, type Solved } from "../../../iam/contain/dimensions";
import { unnamedKey, type KeyFacts } from "../../../iam/contain/key-facts";
import { Line } from "../../../iam/contain/line";
import type { Mode } from "../../../iam/contain/solve-value";
import { tokensOf } from "../../../iam/contain/text-sets";
import {
  AtomTable,
  lineSet,
  negateLiteral,
  textSet,
  UNCERTAIN,
  type KeyAtom,
  type Literal,
  type TextSet,
  type UnsurePart,
  type ValueSet,
} from "../../../iam/contain/value-set";
import { LimitExceededError } from "../../../iam/errors";
import { opaqueText } from "../../../iam/pattern/letters";
import { readGlob } from "../../../iam/pattern/read-template";
import { literalTokens } from "../../../iam/pattern/pattern-token";
import { type PatternUnion, SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { WorkCounter } from "../../../iam/work-counter";

const union = (...globs: readonly string[]): PatternUnion =>
  globs.map((glob) => new SequencePattern(tokensOf(readGlob(glob), () => undefined) ?? []));
const like = (...globs: readonly string[]): TextSet => textSet(union(...globs));
const unsure = (key: string, ...maybe: readonly string[]): UnsurePart<PatternUnion> => ({
  ...{ key, surely: [], maybe: union(...maybe) },
});
const numbers = lineSet("numeric", [{ low: undefined, high: undefined }]);
const after2020 = lineSet("date", [new Line("date", 0).read("2020-01-01", "greater") ?? { low: 1n, high: 0n }]);

type Asked = Partial<Pick<KeyAtom, "whenAbsent" | "quantifier" | "negated">>;

/** Literals of one question, and what its dimensions say of them. */
class Question {
  readonly atoms = new AtomTable();
  readonly hints = new HintTable();
  readonly keys = new Map<string, KeyFacts>();
  readonly universes = new Map<string, PatternUnion>();

  constructor(
    readonly mode: Mode = "may",
    readonly limit = 100_000,
  ) {}

  text(set: TextSet, dimension = "resource"): Literal {
    return { atom: this.atoms.text(dimension, set), holds: true };
  }

  key(set: ValueSet, { whenAbsent = false, quantifier = "some", negated = false }: Asked = {}): Literal {
    return { atom: this.atoms.key({ dimension: "s:k", whenAbsent, quantifier, negated, set }), holds: true };
  }

  get dimensions(): Dimensions {
    const work = new WorkCounter("containmentSteps", this.limit);
    return new Dimensions(this.universes, this.keys, this.hints, this.mode, work);
  }

  solve(dimension: string, ...literals: readonly Literal[]): Solved {
    return this.dimensions.solve(dimension, literals);
  }
}

const multiValued = (): Question => {
  const question = new Question();
  question.keys.set("s:k", { ...unnamedKey("s:Key"), isMultiValued: true });
  return question;
};

describe("texts and letters of the policies", () => {
  it("are tried in their order, then those that read well; no unknown text is", () => {
    const question = new Question();
    const { hints } = question;
    hints.add(question.text(like("b", "a*", "a", opaqueText(0))));
    hints.add(question.text(textSet([], [unsure("k", "c")])));
    hints.add(question.text(like("d"), "action"));
    hints.add(question.key(numbers));
    hints.prefer("resource", "*");
    hints.prefer("resource", "last");
    expect(hints.of("resource").preferred).to.deep.equal(["b", "a", "c", "*", "last"]);
    expect(hints.of("action").preferred).to.deep.equal(["d"]);
    expect(hints.of("s:k").preferred).to.deep.equal([]);
  });

  it("are the first of many", () => {
    const question = new Question();
    const all = Array.from({ length: 40 }, (_, index) => `t${index}`);
    question.hints.add(question.text(like(...all)));
    question.hints.prefer("resource", "last");
    expect(question.hints.of("resource").preferred).to.deep.equal([...all.slice(0, 24), "last"]);
  });

  it("leave a letter that is in none of them, the same for all dimensions", () => {
    const question = new Question();
    question.hints.add(question.text(like("x*")));
    question.hints.add(question.key(like("zq")));
    expect(question.hints.of("resource").fresh).to.equal("w");
    expect(question.hints.of("other").fresh).to.equal("w");
  });
});

describe("a text in which literals hold", () => {
  it("is of the universe of its dimension, if that has one", () => {
    const question = new Question();
    question.universes.set("resource", union("arn:*"));
    expect(question.solve("resource")).to.deep.equal({ kind: "found", part: "arn:x" });
    expect(question.solve("resource", question.text(like("*b")))).to.deep.equal({ kind: "found", part: "arn:b" });
    expect(question.solve("resource", question.text(like("b*")))).to.deep.equal({ kind: "empty" });
    expect(question.solve("other", question.text(like("b*"), "other"))).to.deep.equal({ kind: "found", part: "bx" });
  });

  it("is in the sets of those that hold and in none of the others", () => {
    const question = new Question();
    const [a, ab] = [question.text(like("a*")), question.text(like("ab*"))];
    expect(question.solve("resource", a, negateLiteral(ab))).to.deep.equal({ kind: "found", part: "ax" });
    expect(question.solve("resource", ab, negateLiteral(a))).to.deep.equal({ kind: "empty" });
    expect(question.solve("resource", a, negateLiteral(a))).to.deep.equal({ kind: "empty" });
    expect(question.solve("resource", negateLiteral(a), a)).to.deep.equal({ kind: "empty" });
  });

  it("is in what may be in a set in mode `may`, and in what surely is in mode `must`", () => {
    for (const [mode, want] of [
      ["may", "found"],
      ["must", "empty"],
    ] as const) {
      const question = new Question(mode);
      const open = question.text(textSet(union("b"), [unsure("k", "a")]));
      expect(question.solve("resource", open, question.text(like("a"))).kind).to.equal(want);
      expect(question.solve("resource", negateLiteral(open), question.text(like("a"))).kind).to.equal(want);
      expect(question.solve("resource", open, question.text(like("b"))).kind).to.equal("found");
      expect(question.solve("resource", negateLiteral(open), question.text(like("b"))).kind).to.equal("empty");
    }
  });

  it("is in no part that another literal excludes by its name", () => {
    const question = new Question();
    const one = question.text(textSet([], [unsure("k", "*")]));
    const wider = question.text(textSet(union("b"), [unsure("k", "*")]));
    const other = question.text(textSet([], [unsure("l", "*")]));
    expect(question.solve("resource", one, negateLiteral(wider)).kind).to.equal("empty");
    expect(question.solve("resource", one, negateLiteral(other)).kind).to.equal("found");
  });

  it("may be in and outside of a set of which nothing is known, whatever else is asked", () => {
    const question = new Question();
    const unknown = question.text(UNCERTAIN);
    const named = question.text(textSet([], [unsure("k", "a")]));
    const both = [unknown, negateLiteral(unknown)];
    expect(question.solve("resource", ...both).kind).to.equal("found");
    expect(question.solve("resource", named, ...both)).to.deep.equal({ kind: "found", part: "a" });
    expect(question.solve("resource", unknown, named, negateLiteral(named)).kind).to.equal("empty");
  });
});

describe("a key in which literals hold", () => {
  it("is absent where it may be", () => {
    const question = new Question();
    const [a, orAbsent] = [question.key(like("a")), question.key(like("b"), { whenAbsent: true })];
    expect(question.solve("s:k")).to.deep.equal({ kind: "found", part: undefined });
    expect(question.solve("s:k", negateLiteral(a), orAbsent)).to.deep.equal({ kind: "found", part: undefined });
    expect(question.solve("s:k", a)).to.deep.equal({ kind: "found", part: "a" });
    expect(question.solve("s:k", negateLiteral(orAbsent), negateLiteral(a)).kind).to.equal("found");
    expect(question.solve("s:k", a, orAbsent)).to.deep.equal({ kind: "empty" });
  });

  it("has a value that passes all tests where it has one value", () => {
    const question = new Question();
    const [a, b] = [question.key(like("a*")), question.key(like("*b"))];
    expect(question.solve("s:k", a, b)).to.deep.equal({ kind: "found", part: "ab" });
    const other = question.key(like("*b"), { negated: true, quantifier: "every" });
    expect(question.solve("s:k", b, other)).to.deep.equal({ kind: "empty" });
    expect(question.solve("s:k", a, negateLiteral(other), b)).to.deep.equal({ kind: "found", part: "ab" });
  });

  it("has a value for each test that one must pass, where it has several", () => {
    const question = multiValued();
    const [a, b] = [question.key(like("a")), question.key(like("b"))];
    const every = question.key(like("a", "c"), { quantifier: "every" });
    expect(question.solve("s:k", a, b)).to.deep.equal({ kind: "found", part: ["a", "b"] });
    expect(question.solve("s:k", a, question.key(like("a", "b")))).to.deep.equal({ kind: "found", part: ["a"] });
    expect(question.solve("s:k", a, every)).to.deep.equal({ kind: "found", part: ["a"] });
    expect(question.solve("s:k", b, every)).to.deep.equal({ kind: "empty" });
    expect(question.solve("s:k", every)).to.deep.equal({ kind: "found", part: ["a"] });
    expect(question.solve("s:k", a, negateLiteral(b))).to.deep.equal({ kind: "found", part: ["a"] });
    expect(question.solve("s:k", a, negateLiteral(every))).to.have.property("kind", "found");
  });

  it("is not decided where no value of several families is found, and none is excluded", () => {
    const reason = {
      code: "mixed-operator-families",
      message: "`s:Key` is under operators of several families, and no value was found that satisfies them",
    };
    const single = new Question();
    single.keys.set("s:k", unnamedKey("s:Key"));
    for (const question of [single, multiValued()]) {
      const open = [
        question.key(like("*7*7*7"), { quantifier: "every" }),
        question.key(after2020, { quantifier: "every" }),
      ];
      expect(question.solve("s:k", ...open)).to.deep.equal({ kind: "undecided", reason });
      expect(question.solve("s:k", ...open, question.key(like("5")))).to.deep.equal({ kind: "empty" });
      expect(question.solve("s:k", ...open, question.key(like("5")), question.key(like("6")))).to.deep.equal({
        kind: "empty",
      });
    }
    const many = multiValued();
    const one = many.key(like("1"));
    const open = [many.key(like("*7*7*7", "1"), { quantifier: "every" }), one, many.key(after2020)];
    expect(many.solve("s:k", ...open)).to.deep.equal({ kind: "undecided", reason });
  });
});

describe("what a dimension has decided", () => {
  it("is remembered by its literals, whatever their order, and by its name", () => {
    const question = new Question();
    const [a, b] = [question.text(like("a*")), question.text(like("*b"))];
    const work = new WorkCounter("containmentSteps", 1_000);
    const dimensions = new Dimensions(new Map(), new Map(), question.hints, "may", work);
    expect(dimensions.solve("resource", [a]).kind).to.equal("found");
    expect(dimensions.solve("resource", [a, negateLiteral(a)]).kind).to.equal("empty");
    const both = dimensions.solve("resource", [a, b]);
    expect(both).to.deep.equal({ kind: "found", part: "ab" });
    const steps = work.steps;
    expect(dimensions.solve("resource", [b, a, b])).to.equal(both);
    expect(work.steps).to.equal(steps);
    expect(dimensions.solve("action", [])).to.deep.equal({ kind: "found", part: undefined });
    expect(dimensions.solve("resource", [b])).to.deep.equal({ kind: "found", part: "xb" });
  });
});

describe("whether a literal holds for a part", () => {
  it("is read off the part, absent, single or several", () => {
    const question = multiValued();
    const set = like("a*");
    const parts: readonly Part[] = [undefined, "a", "b", ["a", "ab"], ["a", "b"], ["b", "c"]];
    const want: readonly (readonly [asked: Asked, holds: string])[] = [
      [{ quantifier: "some" }, ".a.YY."],
      [{ quantifier: "some", whenAbsent: true }, "-a.YY."],
      [{ quantifier: "every" }, ".a.Y.."],
      [{ quantifier: "some", negated: true }, "..b.YY"],
      [{ quantifier: "every", negated: true, whenAbsent: true }, "-.b..Y"],
    ];
    for (const [asked, holds] of want) {
      const literal = question.key(set, asked);
      const expected = holds.split("").map((letter) => letter !== ".");
      const found = parts.map((part) => question.dimensions.holds(literal, part));
      expect(found, JSON.stringify(asked)).to.deep.equal(expected);
      const negated = parts.map((part) => question.dimensions.holds(negateLiteral(literal), part));
      expect(negated, `not ${JSON.stringify(asked)}`).to.deep.equal(expected.map((one) => !one));
    }
    const text = question.text(like("a*"));
    const texts = ["a", "b"].flatMap((part) =>
      [text, negateLiteral(text)].map((literal) => question.dimensions.holds(literal, part)),
    );
    expect(texts).to.deep.equal([true, false, false, true]);
  });

  it("hangs on the mode where a set is not certain, and in mode `may` the part alone does not tell", () => {
    for (const [mode, isOpen] of [
      ["may", true],
      ["must", false],
    ] as const) {
      const question = new Question(mode);
      const set = textSet(union("b"), [unsure("k", "a")]);
      const sure = question.text(like("a"));
      for (const literal of [question.text(set), question.key(set)]) {
        const { dimensions } = question;
        expect(dimensions.holds(literal, "a")).to.equal(isOpen);
        expect(dimensions.holds(negateLiteral(literal), "a")).to.equal(isOpen);
        expect(dimensions.holds(literal, "b")).to.equal(true);
        expect(dimensions.holds(negateLiteral(literal), "c")).to.equal(true);
        expect(dimensions.tells(literal)).to.equal(!isOpen);
        expect(dimensions.tells(sure)).to.equal(true);
      }
    }
  });

  it("costs a step", () => {
    const question = new Question("may", 1);
    const { dimensions } = question;
    const literal = question.text(like("a"));
    expect(dimensions.holds(literal, "a")).to.equal(true);
    expect(() => dimensions.holds(literal, "a")).to.throw(LimitExceededError);
  });
});

describe("holdsUnknown", () => {
  it("tells whether a text of the set holds text that is not known", () => {
    const unknown = new SequencePattern(literalTokens(`a${opaqueText(0)}`));
    expect(holdsUnknown(like("a*"))).to.equal(false);
    expect(holdsUnknown(textSet([...union("a"), unknown]))).to.equal(true);
    expect(holdsUnknown(textSet([], [{ key: "k", surely: [], maybe: [unknown] }]))).to.equal(true);
    expect(holdsUnknown(numbers)).to.equal(false);
  });
});
