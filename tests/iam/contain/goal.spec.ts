import { expect } from "chai";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { replay, type ReadGoal } from "../../../iam/contain/goal";
import type { AuthorizationRequest, ContextValue } from "../../../iam/evaluate/authorization-request";
import { documentOf, readGoalOf } from "../../support/containment";

const ROLE = "arn:aws:iam::111122223333:role/r";
const ALICE = "arn:aws:iam::111122223333:user/alice";
const ROOT = "arn:aws:iam::111122223333:root";
const of = (
  principal: string,
  context: Readonly<Record<string, ContextValue>>,
  ...statements: readonly object[]
): ReturnType<typeof effectivePermissions> =>
  effectivePermissions({ identity: [{ id: "p", document: documentOf(statements) }] }, { principal, context });
const asking = (key: string, value: string): object => ({ Condition: { StringEquals: { [key]: value } } });
const request = (context: AuthorizationRequest["context"] = {}): AuthorizationRequest => ({
  principal: ROLE,
  action: "s3:GetObject",
  resource: "arn:aws:s3:::b/k",
  context,
});

describe("a goal", () => {
  it("has the sides that must allow and the one that must not", () => {
    const goal = readGoalOf([documentOf([{}]), documentOf([{}, {}])], documentOf([{}, {}, {}]));
    const sizes = (sides: readonly (ReadGoal["refused"] | undefined)[]): readonly unknown[] =>
      sides.map((side) => side?.layers.flat().length);
    expect(sizes(goal.allowed)).to.deep.equal([1, 2]);
    expect(sizes([goal.refused])).to.deep.equal([3]);
    expect(sizes(goal.all)).to.deep.equal([1, 2, 3]);
    const without = readGoalOf([documentOf([{}])], undefined);
    expect([without.refused, without.all]).to.deep.equal([undefined, without.allowed]);
  });

  it("has principals of its own on each side only where both are known and differ", () => {
    const separate = (...sides: Parameters<typeof readGoalOf>): boolean => readGoalOf(...sides).areSeparate;
    expect(separate([of(ROLE, {}, {})], of(ALICE, {}, {}))).to.equal(true);
    expect(separate([of(ROLE, {}, {})], of(ROLE, {}, {}))).to.equal(false);
    expect(separate([of(ROLE, { "s:k": "a" }, {})], of(ROLE, { "s:k": "b" }, {}))).to.equal(true);
    expect(separate([of(ROLE, {}, {})], documentOf([{}]))).to.equal(false);
    expect(separate([of(ROLE, {}, {}), of(ALICE, {}, {})], undefined)).to.equal(true);
    expect(separate([documentOf([{}])], documentOf([{}]))).to.equal(false);
  });

  it("about an account's root user takes documents as what limits it, as SCPs do", () => {
    const answer = (principal: string): string | undefined => {
      const goal = readGoalOf([of(principal, {}, {})], documentOf([{ Action: "s3:PutObject" }]));
      return replay({ ...request(), principal: ROOT }, goal).refused?.decision;
    };
    expect(answer(ROOT)).to.equal("implicitDeny");
    expect(answer(ALICE)).to.equal("allowed");
  });
});

describe("replay", () => {
  const get = documentOf([{ Action: "s3:GetObject" }]);
  const put = documentOf([{ Action: "s3:PutObject" }]);
  const denied = documentOf([{}, { Effect: "Deny" }]);
  const open = documentOf([{ Condition: { StringSounds: { "s:k": "a" } } }]);
  const cases: readonly (readonly [name: string, goal: ReadGoal, serves: boolean])[] = [
    ["allowed and implicitly denied", readGoalOf([get], put), true],
    ["allowed and explicitly denied", readGoalOf([get], denied), true],
    ["allowed by both sides", readGoalOf([get], get), false],
    ["refused by both sides", readGoalOf([put], put), false],
    ["allowed, with nothing to refuse it", readGoalOf([get], undefined), true],
    ["allowed by one of two sides", readGoalOf([get, put], undefined), false],
    ["allowed, and not known of the other side", readGoalOf([get], open), false],
    ["not known, and refused", readGoalOf([open], put), false],
  ];
  for (const [name, goal, serves] of cases) {
    it(`${serves ? "serves" : "does not serve"} where a request is ${name}`, () => {
      expect(replay(request(), goal).serves).to.equal(serves);
    });
  }

  it("gives each side's verdict, and the first that is unknown", () => {
    const found = replay(request(), readGoalOf([get, put], denied));
    expect(found.allowed.map(({ decision }) => decision)).to.deep.equal(["allowed", "implicitDeny"]);
    expect([found.refused?.decision, found.unknown]).to.deep.equal(["explicitDeny", undefined]);
    expect(replay(request(), readGoalOf([get], open)).unknown?.reason?.code).to.equal("unknown-operator");
    expect(replay(request(), readGoalOf([open], get)).unknown?.decision).to.equal("unknown");
    expect(replay(request(), readGoalOf([get], undefined)).refused).to.equal(undefined);
  });

  it("asks each side of its own principal, and the refusing one in its session", () => {
    const teams = [
      of(ROLE, { "s:team": "a" }, asking("s:team", "a")),
      of(ALICE, { "s:team": "b" }, asking("s:team", "b")),
    ];
    const [mine, yours] = teams;
    if (mine === undefined || yours === undefined) throw new Error("two sides");
    const goal = readGoalOf([mine], yours);
    expect(replay(request(), goal).refused?.decision).to.equal("allowed");
    expect(replay(request(), goal).allowed.map(({ decision }) => decision)).to.deep.equal(["allowed"]);
    const ofSession = readGoalOf([mine], of(ALICE, {}, asking("aws:SourceIdentity", "x")));
    const withSession = { ...ofSession, session: { "aws:SourceIdentity": "x" } };
    expect(replay(request(), withSession).refused?.decision).to.equal("allowed");
    expect(replay(request({ "aws:SourceIdentity": "x" }), ofSession).refused?.decision).to.equal("implicitDeny");
    const inner = readGoalOf([of(ROLE, {}, asking("aws:SourceIdentity", "x"))], yours);
    expect(replay(request({ "aws:SourceIdentity": "x" }), inner).allowed[0]?.decision).to.equal("allowed");
  });
});
