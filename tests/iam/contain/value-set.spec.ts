import { expect } from "chai";
import { Dimensions, HintTable } from "../../../iam/contain/dimensions";
import type { Intervals } from "../../../iam/contain/interval";
import {
  AtomTable,
  excludedParts,
  hasIdentity,
  isCertain,
  lineSet,
  literalId,
  negateLiteral,
  textsMaybe,
  textSet,
  UNCERTAIN,
  valuesMaybe,
  type KeyAtom,
  type Literal,
  type TextSet,
  type UnsurePart,
} from "../../../iam/contain/value-set";
import { literalTokens } from "../../../iam/pattern/pattern-token";
import { type PatternUnion, SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { WorkCounter } from "../../../iam/work-counter";

const union = (...texts: readonly string[]): PatternUnion =>
  texts.map((text) => new SequencePattern(literalTokens(text)));
const part = (key: string, surely: PatternUnion, maybe: PatternUnion): UnsurePart<PatternUnion> => ({
  key,
  surely,
  maybe,
});
const keysOf = (patterns: PatternUnion): readonly string[] => patterns.map(({ key }) => key);

describe("sets of values", () => {
  it("have one atom each, whatever order their values stand in", () => {
    const atoms = new AtomTable();
    const id = (set: TextSet, dimension = "action"): number => atoms.text(dimension, set).id;
    const sets: readonly TextSet[] = [
      textSet(union("a", "b")),
      textSet(union("ab")),
      textSet(union("a")),
      textSet(union("a"), [part("k", [], union("c"))]),
      textSet(union("a"), [part("l", [], union("c"))]),
      textSet(union("a"), [part("k", [], union("d"))]),
      textSet(union("a"), [part("k", union("d"), union("d"))]),
      textSet([], [part("k", [], union("c"))]),
    ];
    const ids = sets.map((set) => id(set));
    expect(new Set(ids).size).to.equal(sets.length);
    expect(sets.map((set) => id(set))).to.deep.equal(ids);
    expect(id(textSet(union("b", "a", "b")))).to.equal(ids[0]);
    expect(id(textSet(union("a", "b")), "resource")).to.not.equal(ids[0]);
  });

  it("have bounds, of which what is known not to be in is left out of the upper one", () => {
    const set = textSet(union("a"), [part("k", union("b"), union("b", "c")), part("", [], union("d"))]);
    expect(keysOf(set.surely)).to.deep.equal(["a", "b"]);
    expect(keysOf(set.maybe)).to.deep.equal(["a", "b", "c", "d"]);
    expect(textsMaybe(set, new Set(["l"]))).to.equal(set.maybe);
    expect(keysOf(textsMaybe(set, new Set(["k", ""])))).to.deep.equal(["a", "d"]);
    const at = (low: bigint): { readonly low: bigint; readonly high: bigint } => ({ low, high: low });
    const line = lineSet("numeric", [at(1n)], [{ key: "k", surely: [at(3n)], maybe: [at(3n), at(5n)] }]);
    expect(line.surely).to.deep.equal([at(1n), at(3n)]);
    expect(line.maybe).to.deep.equal([at(1n), at(3n), at(5n)]);
    expect(valuesMaybe(line, new Set(["k"]))).to.deep.equal([at(1n)]);
    expect(valuesMaybe(line, new Set(["l"]))).to.equal(line.maybe);
  });

  it("say what they are, and of which values it is known whether they are in", () => {
    const one = { low: 1n, high: 1n };
    const [text, line] = [textSet(union("a")), lineSet("date", [one])];
    expect(text).to.deep.equal({
      kind: "text",
      certain: text.certain,
      unsure: [],
      surely: text.certain,
      maybe: text.certain,
    });
    expect(text.maybe).to.equal(text.certain);
    expect(line).to.deep.equal({
      kind: "line",
      family: "date",
      certain: [one],
      unsure: [],
      surely: [one],
      maybe: [one],
    });
    expect(line.maybe).to.equal(line.certain);
    const open = textSet([], [part("k", [], union("a"))]);
    const openLine = lineSet("date", [], [{ key: "k", surely: [], maybe: [one] }]);
    expect([open.kind, openLine.kind]).to.deep.equal(["text", "line"]);
    expect([text, line, open, openLine].map(isCertain)).to.deep.equal([true, true, false, false]);
  });

  it("exclude by their names the parts of sets, and what lies within them", () => {
    const set = textSet(union("a"), [part("k", [], union("b")), { ...part("l", [], union("c")), includes: ["m"] }]);
    expect(excludedParts([set, textSet(union("a")), UNCERTAIN])).to.deep.equal(new Set(["k", "l", "m", ""]));
    expect(excludedParts([])).to.deep.equal(new Set());
    expect(keysOf(textsMaybe(set, new Set(["l"])))).to.deep.equal(["a", "b"]);
    const one = { low: 1n, high: 1n };
    const [two, three] = [1n, 3n].map((low) => [{ low: low + 1n, high: low + 1n }]);
    const line = lineSet(
      "numeric",
      [one],
      [
        { key: "k", surely: [], maybe: two ?? [] },
        { key: "l", surely: [], maybe: three ?? [] },
      ],
    );
    expect(valuesMaybe(line, new Set(["l"]))).to.deep.equal([{ low: 1n, high: 2n }]);
  });

  it("of keys have one atom each for what is asked", () => {
    const atoms = new AtomTable();
    const value = (low: bigint): Intervals => [{ low, high: undefined }];
    const asked = { dimension: "s:k", whenAbsent: false, quantifier: "some", negated: false } as const;
    const all: readonly Omit<KeyAtom, "id" | "kind">[] = [
      { ...asked, set: textSet(union("a")) },
      { ...asked, set: textSet(union("a", "b")) },
      { ...asked, set: textSet(union("a", "c")) },
      { ...asked, set: textSet([]) },
      { ...asked, set: lineSet("numeric", value(1n)) },
      { ...asked, set: lineSet("numeric", value(2n)) },
      { ...asked, set: lineSet("date", value(1n)) },
      { ...asked, set: lineSet("numeric", [{ low: 1n, high: 2n }]) },
      { ...asked, set: lineSet("numeric", [], [{ key: "k", surely: [], maybe: value(1n) }]) },
      { ...asked, set: textSet(union("a")), dimension: "s:l" },
      { ...asked, set: textSet(union("a")), whenAbsent: true },
      { ...asked, set: textSet(union("a")), quantifier: "every" },
      { ...asked, set: textSet(union("a")), negated: true },
    ];
    const made = all.map((one) => atoms.key(one));
    expect(made.map(({ id }) => id)).to.deep.equal(all.map((_, index) => index));
    expect(made[0]).to.deep.equal({ ...all[0], kind: "key", id: 0 });
    expect(all.map((one) => atoms.key({ ...one, reason: { code: "x", message: "y" } }))).to.deep.equal(made);
    const text = atoms.text("action", textSet(union("a")), { code: "x", message: "y" });
    expect(text).to.deep.include({
      kind: "text",
      id: all.length,
      dimension: "action",
      reason: { code: "x", message: "y" },
    });
  });

  it("have a number for each literal, which differs from that of its negation in the last bit", () => {
    const atoms = new AtomTable();
    const literals = ["a", "b", "c"].flatMap((one): readonly Literal[] => {
      const literal = { atom: atoms.text("action", textSet(union(one))), holds: true };
      return [literal, negateLiteral(literal)];
    });
    expect(literals.map(literalId)).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect(literals.map(negateLiteral).map(literalId)).to.deep.equal([1, 0, 3, 2, 5, 4]);
  });

  it("that are not certain hold and fail at once only where nothing tells that they are the same", () => {
    const named = textSet([], [part("k", [], union("a"))]);
    expect([textSet(union("a")), named, UNCERTAIN].map(hasIdentity)).to.deep.equal([true, true, false]);
    expect(hasIdentity(textSet([], [...named.unsure, ...UNCERTAIN.unsure]))).to.equal(false);
    const atoms = new AtomTable();
    const both = (set: TextSet): string => {
      const literal: Literal = { atom: atoms.text("unknown", set), holds: true };
      const work = new WorkCounter("containmentSteps", 1_000);
      const dimensions = new Dimensions(new Map(), new Map(), new HintTable(), "may", work);
      return dimensions.solve("unknown", [literal, negateLiteral(literal)]).kind;
    };
    expect(both(named)).to.equal("empty");
    expect(both(UNCERTAIN)).to.equal("found");
  });
});
