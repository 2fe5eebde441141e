import { expect } from "chai";
import { exhaustiveAssignments, variablesOf } from "../../../iam/contain/assignments";
import type { ReadGoal } from "../../../iam/contain/goal";
import { documentOf, readGoalOf, withCondition, withVariables, writtenAssignment } from "../../support/containment";

const goalOf = (...statements: readonly object[]): ReadGoal => readGoalOf([documentOf(statements)], undefined);

describe("the variables of a goal", () => {
  it("are those of all sides, each once, in lower case", () => {
    const goal = readGoalOf(
      [documentOf([withVariables("s:V"), withCondition({ StringEquals: { "s:k": "${s:W}" } })])],
      documentOf([withVariables("s:v", "aws:username")]),
    );
    expect(variablesOf(goal)).to.deep.equal(["s:v", "s:w", "aws:username"]);
  });
});

describe("assignments that leave out no value", () => {
  const cases = (...statements: readonly object[]): readonly object[] =>
    exhaustiveAssignments(goalOf(...statements)).map(writtenAssignment);
  const OPEN = { if: [] };

  it("are one that says nothing where nothing is asked of a variable", () => {
    expect(cases({})).to.deep.equal([OPEN]);
    expect(cases(withVariables("s:v"))).to.deep.equal([OPEN]);
    expect(cases(withCondition({ StringEquals: { "s:v": "a" } }))).to.deep.equal([OPEN]);
    expect(cases(withVariables("s:v"), withCondition({ StringEquals: { "s:other": "a" } }))).to.deep.equal([OPEN]);
  });

  it("are each text that a condition asks for, each once, and all others", () => {
    const texts = withCondition({ StringEquals: { "s:V": ["a", "b"] } });
    const more = withCondition({ StringNotLike: { "s:v": ["b", "c"] } });
    expect(cases(withVariables("s:v"), texts, more)).to.deep.equal([
      { if: ["StringNotEquals s:v a b c"] },
      { "s:v": "a", if: ["StringEquals s:v a"] },
      { "s:v": "b", if: ["StringEquals s:v b"] },
      { "s:v": "c", if: ["StringEquals s:v c"] },
    ]);
  });

  it("are each pattern that a condition asks for, but for that of every value and those with variables", () => {
    const asked = withCondition({ StringLike: { "s:v": ["a*", "?", "*", "**", "${s:w}*", "a*"] } });
    expect(cases(withVariables("s:v"), asked)).to.deep.equal([
      { if: ["StringNotLike s:v a* ?"] },
      { "s:v": "~a*", if: ["StringLike s:v a*"] },
      { "s:v": "~?", if: ["StringLike s:v ?"] },
    ]);
    const both = withCondition({ StringLike: { "s:v": ["a*", "b"] } });
    expect(cases(withVariables("s:v"), both)).to.deep.equal([
      { if: ["StringNotEquals s:v b", "StringNotLike s:v a*"] },
      { "s:v": "b", if: ["StringEquals s:v b"] },
      { "s:v": "~a*", if: ["StringLike s:v a*"] },
    ]);
    const plain = withCondition({ StringEquals: { "s:v": "a*" } });
    expect(cases(withVariables("s:v"), plain)).to.deep.equal([
      { if: ["StringNotEquals s:v a*"] },
      { "s:v": "a*", if: ["StringEquals s:v a*"] },
    ]);
  });

  it("are told by the operators that compare texts in their own case", () => {
    const count = (operator: string): number =>
      cases(withVariables("s:v"), withCondition({ [operator]: { "s:v": "a" } })).length;
    const operators = [
      "StringEquals",
      "StringNotEqualsIfExists",
      "ForAnyValue:StringLike",
      "ForAllValues:StringNotLike",
    ];
    expect(operators.map(count)).to.deep.equal([2, 2, 2, 2]);
    const others = [
      "StringEqualsIgnoreCase",
      "NumericEquals",
      "ArnLike",
      "Null",
      "Bool",
      "XStringEquals",
      "StringLikeX",
    ];
    expect(others.map(count)).to.deep.equal([1, 1, 1, 1, 1, 1, 1]);
  });

  it("multiply, as long as they are no more than 24", () => {
    const values = (n: number): readonly string[] => Array.from({ length: n }, (_, index) => `t${index}`);
    const ask = (n: number, key = "s:v"): object => withCondition({ StringEquals: { [key]: values(n) } });
    expect(cases(withVariables("s:v"), ask(23))).to.have.length(24);
    expect(cases(withVariables("s:v"), ask(24))).to.deep.equal([OPEN]);
    const two = cases(withVariables("s:v", "s:w"), ask(1), ask(1, "s:w"));
    expect(two).to.deep.equal([
      { if: ["StringNotEquals s:v t0", "StringNotEquals s:w t0"] },
      { "s:w": "t0", if: ["StringNotEquals s:v t0", "StringEquals s:w t0"] },
      { "s:v": "t0", if: ["StringEquals s:v t0", "StringNotEquals s:w t0"] },
      { "s:v": "t0", "s:w": "t0", if: ["StringEquals s:v t0", "StringEquals s:w t0"] },
    ]);
    expect(cases(withVariables("s:v", "s:w"), ask(4), ask(4, "s:w"))).to.have.length(5);
    expect(cases(withVariables("s:v", "s:w"), ask(3), ask(5, "s:w"))).to.have.length(24);
  });

  it("say of variables that are compared with each other which are equal, and give these one value", () => {
    const compared = { Resource: "arn:aws:s:::${s:v}/${s:w}", ...withCondition({ StringEquals: { "s:v": "${s:w}" } }) };
    const goal = goalOf(compared, withCondition({ StringEquals: { "s:w": "a" } }));
    const all = exhaustiveAssignments(goal);
    const classes = all.map(({ equal }) => [...equal.values()].map((keys) => keys.join("=")).join(" "));
    expect(new Set(classes)).to.deep.equal(new Set(["s:v=s:w s:v=s:w", "s:v s:w"]));
    const together = all.filter((_, index) => classes[index]?.startsWith("s:v=") === true).map(writtenAssignment);
    expect(together).to.deep.equal([
      { if: ["StringNotEquals s:w a"] },
      { "s:v": "a", "s:w": "a", if: ["StringEquals s:v a", "StringEquals s:w a"] },
    ]);
  });
});
