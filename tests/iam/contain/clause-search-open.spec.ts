import { expect } from "chai";
import { ClauseSearch, type Clause, type Parts } from "../../../iam/contain/clause-search";
import { Dimensions, HintTable } from "../../../iam/contain/dimensions";
import { Line } from "../../../iam/contain/line";
import {
  AtomTable,
  lineSet,
  negateLiteral,
  textSet,
  type LineSet,
  type Literal,
  type ValueSet,
} from "../../../iam/contain/value-set";
import { ANY_TEXT, literalTokens } from "../../../iam/pattern/pattern-token";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { WorkCounter } from "../../../iam/work-counter";

describe("the search for a request where literals are not certain", () => {
  const line = new Line("date", 0);
  const date = (comparison: "greater" | "equals", text: string): LineSet =>
    lineSet("date", [line.read(text, comparison) ?? { low: 1n, high: 0n }]);
  const sevens = textSet([
    new SequencePattern([ANY_TEXT, ...["7", "7", "7"].flatMap((one) => [...literalTokens(one), ANY_TEXT])]),
  ]);

  /** A question about keys whose values are texts, dates and what is not known. */
  class OpenQuestion {
    private readonly atoms = new AtomTable();

    literal(dimension: string, set: ValueSet, holds = true, whenAbsent = false): Literal {
      return { atom: this.atoms.key({ dimension, whenAbsent, quantifier: "some", negated: false, set }), holds };
    }

    solve(
      given: readonly Literal[],
      clauses: readonly Clause[],
    ): { parts: Parts | undefined; code: string | undefined } {
      const work = new WorkCounter("containmentSteps", 100_000);
      const dimensions = new Dimensions(new Map(), new Map(), new HintTable(), "may", work);
      const search = new ClauseSearch(dimensions, clauses, ["s:always"], work);
      const parts = search.run(given);
      return { parts, code: search.undecided?.code };
    }
  }

  it("takes what it could not decide for no answer, and says so", () => {
    const question = new OpenQuestion();
    const open = [question.literal("s:k", sevens), question.literal("s:k", date("greater", "2020-01-01"))];
    const code = "mixed-operator-families";
    expect(question.solve(open, [])).to.deep.equal({ parts: undefined, code });
    expect(
      question.solve(
        [],
        open.map((one) => [one]),
      ),
    ).to.deep.equal({ parts: undefined, code });
    const other = question.literal("s:l", sevens);
    const found = question.solve(open.slice(0, 1), [[open[1] ?? other, other]]);
    expect(found.parts?.get("s:l")).to.be.a("string");
    const excluded = question.literal("s:k", textSet([new SequencePattern(literalTokens("x"))]));
    expect(question.solve([...open, excluded], [])).to.deep.equal({ parts: undefined, code: undefined });
  });

  it("finds a value that another literal gives to what it could not decide", () => {
    const question = new OpenQuestion();
    const open = [question.literal("s:k", sevens), question.literal("s:k", date("greater", "2020-01-01"))];
    const value = textSet([new SequencePattern(literalTokens("2027-07-07"))]);
    const found = question.solve(open, [[question.literal("s:k", value, true, true)]]);
    expect(found.parts?.get("s:k")).to.equal("2027-07-07");
  });

  it("does not take a part for proof of what its set leaves open", () => {
    const question = new OpenQuestion();
    const unsure = { key: "K", surely: [], maybe: [new SequencePattern([ANY_TEXT])] };
    const inside = question.literal("s:k", textSet([], [unsure]));
    const wider = question.literal("s:k", textSet([new SequencePattern(literalTokens("b"))], [unsure]), false);
    expect(question.solve([inside], [[wider]]).parts).to.equal(undefined);
    expect(question.solve([inside], [[inside]]).parts?.get("s:k")).to.be.a("string");
    const other = question.literal("s:l", textSet([new SequencePattern(literalTokens("b"))]));
    expect(question.solve([inside], [[wider, other]]).parts?.get("s:l")).to.equal("b");
  });

  it("gives a part to each dimension that is asked for, and to those of its literals", () => {
    const question = new OpenQuestion();
    const literal = question.literal("s:k", sevens);
    expect([...(question.solve([literal], []).parts?.keys() ?? [])].sort()).to.deep.equal(["s:always", "s:k"]);
    expect(question.solve([], [[negateLiteral(literal)]]).parts?.get("s:k")).to.equal(undefined);
  });
});
