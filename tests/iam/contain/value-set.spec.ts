import { expect } from "chai";
import { literalTokens } from "../../../iam/contain/bindings";
import { Dimensions, HintTable } from "../../../iam/contain/dimensions";
import {
  AtomTable,
  hasIdentity,
  lineSet,
  negateLiteral,
  textsMaybe,
  textSet,
  UNCERTAIN,
  valuesMaybe,
  type Literal,
  type TextSet,
  type UnsurePart,
} from "../../../iam/contain/value-set";
import { SequencePattern, type PatternUnion } from "../../../iam/pattern/sequence-pattern";
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
