import { holdsOpaque } from "../pattern/letters";
import type { TextConstraints, TextHints } from "../pattern/text-language";
import { findText, meets } from "../pattern/text-language";
import { ANY_TEXT, literalTokens, type PatternToken } from "../pattern/pattern-token";
import { type PatternUnion, SequencePattern } from "../pattern/sequence-pattern";
import type { WorkCounter } from "../work-counter";
import { complement, holdsNumber, intersect, type Intervals } from "./interval";
import { Line, type LineFamily } from "./line";
import type { KeyFacts } from "./key-facts";
import { excludedParts, textsMaybe, valuesMaybe, type LineSet, type TextSet, type ValueSet } from "./value-set";

/** `may`: what is not certain counts as it suits; `must`: as it does not. */
export type Mode = "may" | "must";

/** Asks that one value is in a set, or is not. */
export interface ValueTest {
  readonly set: ValueSet;
  readonly inside: boolean;
}

type LineTest = ValueTest & { readonly set: LineSet };

/** A value, none, or that the search does not know one and cannot exclude one. */
export type FoundValue = { readonly text: string } | "none" | "undecided";

const LETTERS_ONLY_FRESH = 8;
/** Values tried where a key is under operators of several families. */
const MIXED_CANDIDATES = 64;

const BOOLEANS: PatternUnion = ["true", "false"].map((text) => new SequencePattern([text]));
const ARNS: PatternUnion = [
  new SequencePattern([
    ...literalTokens("arn:"),
    ...Array.from({ length: 4 }, () => [
      { repeats: true, excludes: true, letters: ":/" },
      ...literalTokens(":"),
    ]).flat(),
    { ...ANY_TEXT, repeats: false },
    ANY_TEXT,
  ]),
];
const DIGITS: PatternToken = { repeats: true, excludes: false, letters: "0123456789" };
const DIGIT: PatternToken = { ...DIGITS, repeats: false };
const POINT = literalTokens(".");
const NUMBERS: PatternUnion = [
  new SequencePattern([DIGIT, DIGITS]),
  new SequencePattern([...literalTokens("-"), DIGIT, DIGITS]),
  new SequencePattern([DIGITS, ...POINT, DIGITS, DIGIT]),
];
const ADDRESSES: PatternUnion = [
  new SequencePattern([DIGIT, DIGITS, ...POINT, DIGIT, DIGITS, ...POINT, DIGIT, DIGITS, ...POINT, DIGIT, DIGITS]),
];

/**
 * Finds a value of a key that passes all tests. Exact for texts alone, for one family of numbers, dates or addresses
 * alone, and where the texts that pass are finitely many; else a value may be `undecided`.
 */
export class ValueSolver {
  constructor(
    private readonly facts: KeyFacts,
    private readonly hints: TextHints,
    private readonly mode: Mode,
    private readonly work: WorkCounter,
  ) {}

  find(tests: readonly ValueTest[]): FoundValue {
    const family = this.lineOnly();
    if (family !== undefined) return this.findOnLine(family, tests);
    const texts = this.textConstraints(tests);
    const onLines = tests.filter(isOnLine);
    if (onLines.length === 0) {
      const text = findText(texts, this.hints, this.work);
      return text === undefined ? "none" : { text };
    }
    return this.findMixed(tests, texts, onLines);
  }

  /** Whether a value passes a test. */
  passes(text: string, { set, inside }: ValueTest): boolean {
    if (set.kind === "line") {
      const value = new Line(set.family, this.facts.decimals).valueOf(text);
      return (value !== undefined && holdsNumber(this.bound(set, inside), value)) === inside;
    }
    return this.patterns(set, inside).some((pattern) => pattern.matches(text)) === inside;
  }

  private lineOnly(): LineFamily | undefined {
    const family = this.facts.onlyFamily;
    return family === "numeric" || family === "date" || family === "ipAddress" ? family : undefined;
  }

  private findOnLine(family: LineFamily, tests: readonly ValueTest[]): FoundValue {
    this.work.spend(tests.length);
    // On a key of one family only Null asks for texts: all or none.
    const isExcluded = tests.some(({ set, inside }) => set.kind === "text" && set.maybe.length > 0 !== inside);
    if (isExcluded) return "none";
    return pick(this.intervalsOf(family, tests.filter(isOnLine)), new Line(family, this.facts.decimals));
  }

  private textConstraints(tests: readonly ValueTest[]): TextConstraints {
    const within: PatternUnion[] = this.facts.isBoolean ? [BOOLEANS] : this.facts.isArn ? [ARNS] : [];
    const outside: PatternUnion[] = [];
    const excluded = excludedBy(tests);
    for (const { set, inside } of tests) {
      if (set.kind === "line") continue;
      if (inside) within.push(this.patterns(set, true, excluded));
      else outside.push(this.patterns(set, false));
    }
    return { within, outside };
  }

  private findMixed(tests: readonly ValueTest[], texts: TextConstraints, onLines: readonly LineTest[]): FoundValue {
    if (this.isLineEmpty(onLines)) return "none";
    const candidates = [...this.hints.preferred, ...this.pointsOf(onLines), ...this.textsBeside(texts)];
    for (const text of candidates) {
      this.work.spend(tests.length);
      if (tests.every((test) => this.passes(text, test)) && meets(text, texts)) return { text };
    }
    const finite = texts.within.map(textsOf).find((union) => union !== undefined);
    if (finite !== undefined) {
      const text = finite.find((one) => meets(one, texts) && tests.every((test) => this.passes(one, test)));
      return text === undefined ? "none" : { text };
    }
    return findText(texts, this.hints, this.work) === undefined ? "none" : "undecided";
  }

  /** Whether what must be of a family has no value in it. */
  private isLineEmpty(onLines: readonly LineTest[]): boolean {
    const families = new Set(onLines.flatMap(({ set, inside }) => (inside ? [set.family] : [])));
    return [...families].some((family) => this.intervalsOf(family, onLines).length === 0);
  }

  private intervalsOf(family: LineFamily, onLines: readonly LineTest[]): Intervals {
    const excluded = excludedBy(onLines);
    let intervals = new Line(family, this.facts.decimals).universe;
    for (const { set, inside } of onLines) {
      if (set.family !== family) continue;
      const bound = this.bound(set, inside, excluded);
      intervals = intersect(intervals, inside ? bound : complement(bound));
    }
    return intervals;
  }

  /** Ends of the intervals that the tests leave, and their neighbours. */
  private pointsOf(onLines: readonly LineTest[]): readonly string[] {
    const points: string[] = [];
    for (const family of new Set(onLines.map(({ set }) => set.family))) {
      const line = new Line(family, this.facts.decimals);
      for (const { low, high } of this.intervalsOf(family, onLines)) {
        const ends = [low, high].filter((end) => end !== undefined);
        const near = ends.flatMap((end) => [end, end + 1n, end - 1n]);
        const inUniverse = near.filter((value) => holdsNumber(line.universe, value));
        points.push(...inUniverse.map((value) => line.write(value)));
        if (points.length > MIXED_CANDIDATES) return points;
      }
    }
    return [...points, ...points.map((point) => `${point}.0`), ...points.map((point) => `0${point}`)];
  }

  /** Texts that match the patterns: some of no family, a number, an address. */
  private textsBeside({ within, outside }: TextConstraints): readonly string[] {
    const { fresh } = this.hints;
    const strange = new SequencePattern([ANY_TEXT, ...literalTokens(fresh.repeat(LETTERS_ONLY_FRESH)), ANY_TEXT]);
    const shapes: readonly PatternUnion[] = [[strange], NUMBERS, ADDRESSES];
    const constraints = [within, ...shapes.map((shape) => [...within, shape])].map((all) => ({ within: all, outside }));
    return constraints.flatMap((one) => findText(one, this.hints, this.work) ?? []);
  }

  private bound(set: LineSet, inside: boolean, excluded = NO_PARTS): Intervals {
    if (inside !== (this.mode === "may")) return set.surely;
    return inside ? valuesMaybe(set, excluded) : set.maybe;
  }

  private patterns(set: TextSet, inside: boolean, excluded = NO_PARTS): PatternUnion {
    if (inside !== (this.mode === "may")) return set.surely;
    return inside ? textsMaybe(set, excluded) : set.maybe;
  }
}

/** All texts of a union; undefined where they are not finitely many, or hold unknown text. */
function textsOf(union: PatternUnion): readonly string[] | undefined {
  const texts = union.flatMap(({ literal }) => (literal === undefined || holdsOpaque(literal) ? [] : [literal]));
  return texts.length === union.length ? texts : undefined;
}

function isOnLine(test: ValueTest): test is LineTest {
  return test.set.kind === "line";
}

const NO_PARTS: ReadonlySet<string> = new Set();

/** Parts that a value that passes the tests is not in. */
function excludedBy(tests: readonly ValueTest[]): ReadonlySet<string> {
  return excludedParts(tests.filter(({ inside }) => !inside).map(({ set }) => set));
}

/** A value of the intervals: an end that the policies name if there is one. */
function pick(intervals: Intervals, line: Line): FoundValue {
  const first = intervals.find(({ low }) => low !== undefined) ?? intervals[0];
  if (first === undefined) return "none";
  return { text: line.write(first.low ?? first.high ?? 0n) };
}
