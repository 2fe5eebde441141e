import { expect } from "chai";
import fc from "fast-check";
import { ClauseSearch, type Clause, type Parts } from "../../../iam/contain/clause-search";
import { Dimensions, HintTable, type Part } from "../../../iam/contain/dimensions";
import { AtomTable, negateLiteral, textSet, type Literal } from "../../../iam/contain/value-set";
import { literalTokens } from "../../../iam/pattern/pattern-token";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { WorkCounter } from "../../../iam/work-counter";
import { SEED } from "../../support/property-settings";

const KEYS = ["s:k1", "s:k2", "s:k3", "s:k4"];
const VALUES: readonly Part[] = [undefined, "a", "b", "c", "z"];

interface Asked {
  readonly key: number;
  readonly values: readonly string[];
  readonly whenAbsent: boolean;
  readonly holds: boolean;
}

/** One question: literals that hold, and clauses of which one literal each does. */
class Question {
  readonly work = new WorkCounter("containmentSteps", 4_000_000);
  private readonly atoms = new AtomTable();

  literal({ key, values, whenAbsent, holds }: Asked): Literal {
    const set = textSet(values.map((value) => new SequencePattern(literalTokens(value))));
    const dimension = KEYS[key] ?? `s:k${key + 1}`;
    return { atom: this.atoms.key({ dimension, whenAbsent, quantifier: "some", negated: false, set }), holds };
  }

  /** The parts of a request that meets the question. */
  solve(given: readonly Literal[], clauses: readonly Clause[]): Parts | undefined {
    const hints = new HintTable();
    for (const literal of [...given, ...clauses.flat()]) hints.add(literal);
    const dimensions = new Dimensions(new Map(), new Map(), hints, "may", this.work);
    return new ClauseSearch(dimensions, clauses, [], this.work).run(given);
  }
}

function holds({ key, values, whenAbsent, holds: wanted }: Asked, request: readonly Part[]): boolean {
  const value = request[key];
  return (value === undefined ? whenAbsent : values.includes(value as string)) === wanted;
}

/** Every request over the keys and values. */
function requests(): readonly (readonly Part[])[] {
  return KEYS.reduce<readonly (readonly Part[])[]>(
    (all) => all.flatMap((one) => VALUES.map((value) => [...one, value])),
    [[]],
  );
}

const REQUESTS = requests();

const asked: fc.Arbitrary<Asked> = fc.record({
  key: fc.nat(KEYS.length - 1),
  values: fc.subarray(["a", "b", "c"], { minLength: 1, maxLength: 2 }),
  whenAbsent: fc.boolean(),
  holds: fc.boolean(),
});
const clause = fc.array(asked, { minLength: 1, maxLength: 3 });

/** n + 1 pigeons in n holes: every pigeon is in a hole, no two in one. The key of a pigeon is its hole. */
function pigeons(holes: number, question: Question): readonly Clause[] {
  const sits = (pigeon: number, hole: number, isThere: boolean): Literal =>
    question.literal({ key: pigeon, values: [`h${hole}`], whenAbsent: false, holds: isThere });
  const places = Array.from({ length: holes }, (_, hole) => hole);
  const all = [...places, holes];
  return [
    ...all.map((pigeon) => places.map((hole) => sits(pigeon, hole, true))),
    ...places.flatMap((hole) =>
      all.flatMap((p) => all.slice(0, p).map((q) => [sits(p, hole, false), sits(q, hole, false)])),
    ),
  ];
}

/** Choices between two keys, of which none matters. */
function choicesOf(n: number, question: Question): readonly Clause[] {
  return Array.from({ length: n }, (_, index) =>
    [index, index + n].map((key) => question.literal({ key, values: ["a"], whenAbsent: false, holds: true })),
  );
}

/** Three ways for each of two keys, of which no two go together; behind `n` choices. */
function contradiction(n: number, question: Question): readonly Clause[] {
  const [one, other] = [2 * n, 2 * n + 1];
  const is = (key: number, value: string, isSo: boolean): Literal =>
    question.literal({ key, values: [value], whenAbsent: false, holds: isSo });
  const values = ["a", "b", "c"];
  return [
    values.map((value) => is(one, value, true)),
    values.map((value) => is(other, value, true)),
    ...values.flatMap((x) => values.map((y) => [is(one, x, false), is(other, y, false), is(2 * n + 2, "d", true)])),
    [is(2 * n + 2, "d", false)],
  ];
}

/** A key that is there and is none of `n` values, or else another key is; the hints make each of them a choice. */
function avoided(n: number, key: number, question: Question): readonly Clause[] {
  return Array.from({ length: n }, (_, index) => [
    question.literal({ key, values: [`x${index}`], whenAbsent: true, holds: false }),
    question.literal({ key: key + 10 + index, values: ["a"], whenAbsent: false, holds: true }),
  ]);
}

/** A key that is none of `n` values. */
function exclusions(n: number, question: Question): readonly Clause[] {
  return Array.from({ length: n }, (_, index) => [
    question.literal({ key: 2 * n, values: [`x${index}`], whenAbsent: false, holds: false }),
  ]);
}

describe("the search for a request that meets clauses", () => {
  /** Counts of the answers to random questions, each compared with an enumeration, where a key is none of `avoided` values. */
  const compare = (avoided: number, numRuns: number): { yes: number; no: number } => {
    const found = { yes: 0, no: 0 };
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 2 }), fc.array(clause, { maxLength: 14 }), (given, clauses) => {
        const question = new Question();
        const literals = (list: readonly Asked[]): readonly Literal[] => list.map((one) => question.literal(one));
        const others = Array.from({ length: avoided * KEYS.length }, (_, index): Asked => {
          return { key: index % KEYS.length, values: [`x${index}`], whenAbsent: false, holds: false };
        });
        const parts = question.solve(literals([...others, ...given]), clauses.map(literals));
        const isMet = (request: readonly Part[]): boolean =>
          given.every((one) => holds(one, request)) && clauses.every((all) => all.some((one) => holds(one, request)));
        if (parts === undefined) {
          found.no++;
          expect(REQUESTS.find(isMet)).to.equal(undefined);
        } else {
          found.yes++;
          expect(isMet(KEYS.map((key) => parts.get(key))), JSON.stringify([...parts])).to.equal(true);
        }
      }),
      { seed: SEED, numRuns },
    );
    return found;
  };

  it("finds one just where an enumeration does", () => {
    const { yes, no } = compare(0, 600);
    expect(Math.min(yes, no)).to.be.greaterThan(100);
  });

  it("finds one just where an enumeration does where a conflict is looked for among many literals", () => {
    const { yes, no } = compare(13, 150);
    expect(Math.min(yes, no)).to.be.greaterThan(20);
  });

  /** Steps of a question without an answer. */
  const stepsOf = (clausesOf: (question: Question) => readonly Clause[]): number => {
    const question = new Question();
    expect(question.solve([], clausesOf(question))).to.equal(undefined);
    return question.work.steps;
  };

  it("decides random clauses of three keys each as an enumeration does, and remembers conflicts", () => {
    const keys = 10;
    const literal = fc.tuple(fc.nat(keys - 1), fc.boolean());
    const clauses = fc.array(fc.array(literal, { minLength: 3, maxLength: 3 }), { minLength: 43, maxLength: 43 });
    const spent = fc.sample(clauses, { seed: 1, numRuns: 60 }).map((list) => {
      const question = new Question();
      const parts = question.solve(
        [],
        list.map((one) =>
          one.map(([key, isSo]) => question.literal({ key, values: ["a"], whenAbsent: false, holds: isSo })),
        ),
      );
      const isMet = (choice: number): boolean =>
        list.every((one) => one.some(([key, isSo]) => ((choice >> key) & 1) === (isSo ? 1 : 0)));
      const any = Array.from({ length: 2 ** keys }, (_, choice) => choice).some(isMet);
      expect(parts !== undefined).to.equal(any);
      return question.work.steps;
    });
    const total = spent.reduce((sum, one) => sum + one, 0);
    expect(total).to.be.at.most(39_500);
  });

  it("costs little where there are a few more pigeons than holes", () => {
    expect(stepsOf((question) => pigeons(3, question))).to.be.at.most(1_300);
    expect(stepsOf((question) => pigeons(4, question))).to.be.at.most(17_500);
  });

  it("passes over choices that a conflict does not depend on", () => {
    const of = (n: number, question: Question): readonly Clause[] => [
      ...choicesOf(n, question),
      ...contradiction(n, question),
    ];
    expect(stepsOf((question) => of(16, question))).to.be.at.most(800);
  });

  it("names the one literal of many that excludes another", () => {
    const of = (n: number, question: Question): readonly Clause[] => [
      ...exclusions(n, question),
      ...choicesOf(n, question),
      ...contradiction(n, question),
    ];
    expect(stepsOf((question) => of(16, question))).to.be.at.most(1_500);
  });

  it("passes over choices of the same key that a conflict does not depend on, one or two literals of it", () => {
    const one = (n: number, question: Question): readonly Clause[] => [
      ...avoided(n, 10, question),
      ...contradiction(5, question),
    ];
    expect(stepsOf((question) => one(10, question))).to.be.at.most(2_700);
    expect(stepsOf((question) => one(16, question))).to.be.at.most(5_500);
    const two = (n: number, question: Question): readonly Clause[] => {
      const is = (key: number, values: readonly string[], isSo: boolean): Literal =>
        question.literal({ key, values, whenAbsent: false, holds: isSo });
      return [
        ...avoided(n, 10, question),
        [is(10, ["a", "b"], true), is(10, ["c", "d"], true)],
        [is(10, ["a"], false), is(90, ["a"], true)],
        [is(10, ["b"], false), is(90, ["b"], true)],
        [is(10, ["c"], false), is(90, ["a"], true)],
        [is(10, ["d"], false), is(90, ["b"], true)],
        [is(90, ["a", "b"], false), is(91, ["c"], true)],
        [is(91, ["c"], false)],
      ];
    };
    expect(stepsOf((question) => two(8, question))).to.be.at.most(2_500);
  });

  it("looks only at clauses that its request breaks", () => {
    const question = new Question();
    const clauses = choicesOf(40, question).map((clause) => clause.map(negateLiteral));
    expect(question.solve([], clauses)?.size).to.equal(0);
    expect(question.work.steps).to.be.at.most(60);
  });

  it("finds what is left where a key has many values that it must not have", () => {
    const question = new Question();
    const is = (key: number, value: string): Literal =>
      question.literal({ key, values: [value], whenAbsent: false, holds: true });
    const excluded = exclusions(16, question);
    const found = question.solve(excluded.flat(), [
      [is(32, "x3"), is(1, "a")],
      [is(32, "x5"), is(32, "x15"), is(2, "a")],
      [is(32, "y"), is(32, "x1")],
    ]);
    expect(found && KEYS.map((key) => found.get(key))).to.deep.equal([undefined, "a", "a", undefined]);
    expect(found?.get("s:k33")).to.equal("y");
    expect(question.solve(excluded.flat(), [[is(32, "x3"), is(32, "x15")]])).to.equal(undefined);
  });
});
