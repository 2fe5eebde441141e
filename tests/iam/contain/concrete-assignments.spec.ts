import { expect } from "chai";
import { exhaustiveAssignments } from "../../../iam/contain/assignments";
import { concreteAssignments } from "../../../iam/contain/concrete-assignments";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import type { ReadGoal } from "../../../iam/contain/goal";
import type { PolicySymbol } from "../../../iam/document/policy-document";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf, readGoalOf, withCondition, withVariables, writtenAssignment } from "../../support/containment";

const goalOf = (...statements: readonly object[]): ReadGoal => readGoalOf([documentOf(statements)], undefined);
const goalWith = (symbols: readonly PolicySymbol[], ...statements: readonly object[]): ReadGoal =>
  readGoalOf([documentOf(statements, { symbols })], undefined);

describe("assignments with chosen values", () => {
  const valuesOf = (goal: ReadGoal, key: string): readonly (string | null | undefined)[] =>
    concreteAssignments(goal, []).map(({ variables }) => variables.get(key));

  it("are a single one without variables and symbols", () => {
    expect(concreteAssignments(goalOf({}), []).map(writtenAssignment)).to.deep.equal([{ if: [] }]);
  });

  it("give a variable texts of no document, those of the documents, none, and ask the key for it", () => {
    const goal = goalOf({
      Resource: ["arn:aws:s:::p/${s:v}"],
      ...withCondition({ StringLike: { "s:v": ["blue", "g*"] } }),
    });
    const all = concreteAssignments(goal, []);
    expect(writtenAssignment(all[0]!)).to.deep.equal({ "s:v": "xxx1", if: ["StringEquals s:v xxx1"] });
    expect(writtenAssignment(all.at(-1)!)).to.deep.equal({ "s:v": null, if: ["Null s:v true"] });
    const values = valuesOf(goal, "s:v");
    expect(values.slice(0, 5)).to.deep.equal(["xxx1", "x", "xx", "", "blue"]);
    expect(values).to.include.members(["arn:aws:s:::p/", "arn", "aws", "s", "p", "g"]);
    expect(values).to.not.include.members(["g*", "*"]);
    expect(valuesOf(goalOf({ Resource: ["arn:x:s:::${s:v}"] }), "s:v")[0]).to.equal("zzz1");
  });

  it("know how a user and an account look", () => {
    const goal = goalOf(withVariables("aws:username", "aws:PrincipalAccount", "aws:SourceAccount"));
    expect(valuesOf(goal, "aws:username").slice(0, 1)).to.deep.equal(["example"]);
    expect(valuesOf(goal, "aws:username")).to.include.members(["xxx1", "x", "xx", null]);
    expect(valuesOf(goal, "aws:username")).to.not.include("");
    expect(new Set(valuesOf(goal, "aws:principalaccount"))).to.include.all.keys("999999999999", "888888888882");
    expect(new Set(valuesOf(goal, "aws:sourceaccount"))).to.include.all.keys("999999999999", "888888888883");
  });

  it("vary one place at a time, then all together, and are at most 96", () => {
    const all = concreteAssignments(goalOf(withVariables("s:v", "s:w")), []);
    const pairs = all.map(({ variables }) => [variables.get("s:v"), variables.get("s:w")]);
    expect(pairs[0]).to.deep.equal(["xxx1", "xxx2"]);
    expect(pairs[1]).to.deep.equal(["x", "xxx2"]);
    expect(pairs).to.deep.include.members([
      ...[
        [null, "xxx2"],
        ["xxx1", "x"],
        ["xxx1", null],
        ["x", "x"],
        [null, null],
      ],
    ]);
    expect(pairs).to.not.deep.include(["x", "xx"]);
    expect(all.length).to.be.lessThan(96);
    const many = concreteAssignments(goalOf(withVariables(...Array.from("abcdefghijkl", (key) => `s:${key}`))), []);
    expect(many).to.have.length(96);
  });

  it("take at most sixteen texts, first what a side fixes", () => {
    const principal = "arn:aws:iam::111122223333:role/r";
    const many = Array.from({ length: 30 }, (_, index) => `t${index}`);
    const document = documentOf([withVariables("s:v"), withCondition({ StringEquals: { "s:k": many } })]);
    const context = { "s:fixed": "mine", "s:many": ["one", "two"] };
    const source = effectivePermissions({ identity: [{ id: "p", document }] }, { principal, context });
    const values = valuesOf(readGoalOf([source], undefined), "s:v");
    expect(values.slice(4, 8)).to.deep.equal([principal, "mine", "one", "two"]);
    expect(values).to.have.length(4 + 16 + 1);
  });

  it("begin with those of cases that are open, and give equal variables one value", () => {
    const compared = {
      Resource: "arn:aws:s:::${s:v}/${s:w}/${s:u}",
      ...withCondition({ StringEquals: { "s:v": "${s:w}" } }),
    };
    const goal = goalOf(compared, withCondition({ StringEquals: { "s:w": "a" } }));
    const open = exhaustiveAssignments(goal);
    const all = concreteAssignments(goal, open).map(({ variables }) => Object.fromEntries(variables));
    expect(all[0]).to.deep.equal({ "s:v": "xxx1", "s:w": "xxx2", "s:u": "xxx3" });
    expect(all.slice(1, 1 + 2 * open.length)).to.deep.include.members([
      { "s:v": "xxx1", "s:w": "xxx1", "s:u": "xxx3" },
      { "s:v": "a", "s:w": "a", "s:u": "xxx3" },
      { "s:v": "a", "s:w": "a", "s:u": "xx" },
    ]);
  });
});

describe("values chosen for a symbol", () => {
  const S = symbolPlaceholder(0);
  const chosen = (pattern: string | undefined, ...statements: readonly object[]): readonly (string | undefined)[] => {
    const symbol = { id: "urn#0", label: "symbol", ...(pattern === undefined ? {} : { pattern }) };
    const goal = goalWith([symbol], { Resource: `arn:aws:s:::${S}` }, ...statements);
    return concreteAssignments(goal, []).map(({ symbols }) => symbols.get("urn#0"));
  };

  it("are texts, ARNs, values of every family and texts of the documents, also prolonged", () => {
    const values = chosen(undefined, withCondition({ StringEquals: { "s:k": "blue" } }));
    expect(values.slice(0, 7)).to.deep.equal([
      ...["xxx1", "x", "xx", "", "arn:aws:x:::xxx1", "arn:x:x:::xxx1", "x:xxx1"],
    ]);
    expect(values).to.include.members([
      ...["999999999999", "-999999999999", "0.0.0.0/0", "::/0", "true", "false", "0", "9", "blue", "bluexxx1"],
    ]);
  });

  it("match its pattern", () => {
    expect(chosen("a*c?").slice(0, 4)).to.deep.equal(["axxx1cx", "acx", "axcx", "aawscx"]);
    expect(chosen("a*c?")).to.have.length(4);
    expect(chosen("b*", withCondition({ StringEquals: { "s:k": ["blue", "red"] } })))
      .to.include("blue")
      .and.not.include("red");
    expect(chosen("*e")).to.include.members(["true", "false"]);
    expect(chosen("arn:aws:s3:::?*")[0]).to.equal("arn:aws:s3:::xxxx1");
  });

  it("are chosen once for a symbol of several documents", () => {
    const symbols = [{ id: "urn#0", label: "symbol" }];
    const document = documentOf([{ Resource: `arn:aws:s:::${S}` }], { symbols });
    const [first] = concreteAssignments(readGoalOf([document], document), []);
    expect([...(first?.symbols ?? [])]).to.deep.equal([["urn#0", "xxx1"]]);
    const both = [...symbols, { id: "urn#1", label: "other" }];
    const two = documentOf([{ Resource: `arn:aws:s:::${S}\${s:v}${symbolPlaceholder(1)}` }], { symbols: both });
    const [one] = concreteAssignments(readGoalOf([two], undefined), []);
    expect([...(one?.symbols ?? [])]).to.deep.equal([
      ["urn#0", "xxx1"],
      ["urn#1", "xxx2"],
    ]);
    expect(one?.variables.get("s:v")).to.equal("xxx1");
  });
});
