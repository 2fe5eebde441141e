import { expect } from "chai";
import {
  checkContainment,
  effectivePermissions,
  type ApplicablePolicies,
  type Containment,
  type NamedPolicy,
  type PermissionSource,
} from "../../../iam";
import { callersOf } from "../../../iam/contain/callers-of-goal";
import { readGoal } from "../../../iam/contain/goal";
import { readKeyFacts } from "../../../iam/contain/key-facts";
import { GoalSearch } from "../../../iam/contain/search-goal";
import { ANY_ACTION, ANY_RESOURCE } from "../../../iam/contain/universe";
import type { WorkCounter } from "../../../iam/work-counter";
import { documentOf, environmentOf, goalOf } from "../../support/containment";

const ROLE = "arn:aws:iam::111122223333:role/r";
const USER = "arn:aws:iam::111122223333:user/u";

const named = (...statements: readonly object[]): NamedPolicy => ({ id: "p", document: documentOf(statements) });
const given = (Condition: object): object => ({ Condition });
const NOTHING = documentOf([{ Action: "x:y" }]);

/** The search of a goal for its first kind of caller and any resource, and its steps. */
function searchOf(
  allowed: PermissionSource,
  refused: PermissionSource | undefined,
): { readonly search: GoalSearch; readonly work: WorkCounter } {
  const goal = goalOf([allowed], refused);
  const read = readGoal(goal, new Map());
  const [caller] = callersOf(read, goal.policyType);
  if (caller === undefined) throw new Error("no caller");
  const documents = read.all.flatMap((side) => side.documents);
  const environment = environmentOf({ caller, keys: readKeyFacts(documents, new Set(), undefined) });
  return { search: new GoalSearch(read, environment, [], goal.work), work: goal.work };
}

const UNIVERSES = new Map([
  ["action", ANY_ACTION],
  ["resource", ANY_RESOURCE.universe],
]);

describe("the search for a request that one side allows and the other does not", () => {
  it("leads with the Allow forms of the first layer, and can be limited to some", () => {
    const inner = documentOf([{ Action: "s3:*" }, { Effect: "Deny", Action: "s3:Put*" }, { Action: "ec2:*" }]);
    const { search } = searchOf(inner, NOTHING);
    expect(search.leading.map(({ effect }) => effect)).to.deep.equal(["Allow", "Allow"]);
    expect(search.find(UNIVERSES, "may")?.get("action")).to.match(/^s3:/);
    expect(search.find(UNIVERSES, "may", search.leading.slice(1))?.get("action")).to.match(/^ec2:/);
    expect(search.find(UNIVERSES, "may", [])).to.equal(undefined);
  });

  it("looks for a request that no layer denies, and that the other side does not allow or denies", () => {
    const puts = { Effect: "Deny", Action: "s3:Put*" };
    const actionOf = (allowed: readonly object[], refused: readonly object[] | undefined): unknown =>
      searchOf(documentOf(allowed), refused && documentOf(refused))
        .search.find(UNIVERSES, "may")
        ?.get("action");
    expect(actionOf([{ Action: "s3:*" }, puts], [{ Action: "s3:Put*" }])).to.match(/^s3:(?!put)/);
    expect(actionOf([{ Action: "s3:Put*" }, puts], [])).to.equal(undefined);
    expect(actionOf([{ Action: "s3:*" }], [{ Action: "s3:*" }, puts])).to.match(/^s3:put/);
    expect(actionOf([{ Action: "s3:*" }], [{ Action: "*" }])).to.equal(undefined);
    expect(actionOf([{ Action: "s3:Put*" }], undefined)).to.match(/^s3:put/);
    const found = searchOf(documentOf([{ Action: "s3:Get" }]), undefined).search.find(UNIVERSES, "may");
    expect([...(found ?? [])]).to.deep.equal([
      ["action", "s3:get"],
      ["resource", "*"],
    ]);
  });

  it("knows whether and why its literals are not certain", () => {
    const certain = searchOf(documentOf([given({ StringLike: { "s:k": "a*" } })]), NOTHING).search;
    expect([certain.isUncertain, certain.uncertainty, certain.hasUnknownKeys]).to.deep.equal([false, undefined, false]);
    const short = searchOf(documentOf([given({ ArnLike: { "s:k": "arn:aws:s*" } })]), NOTHING).search;
    expect([short.isUncertain, short.uncertainty?.code, short.hasUnknownKeys]).to.deep.equal([
      true,
      "short-arn",
      false,
    ]);
    const variable = searchOf(documentOf([given({ StringLike: { "s:k": "${s:v}" } })]), NOTHING).search;
    expect([variable.isUncertain, variable.uncertainty]).to.deep.equal([true, undefined]);
    const tagged = given({ StringEquals: { "aws:PrincipalTag/t": "a" } });
    const other = effectivePermissions({ identity: [named(tagged)] }, { principal: USER });
    const separate = searchOf(effectivePermissions({ identity: [named()] }, { principal: ROLE }), other).search;
    expect([separate.isUncertain, separate.uncertainty?.code, separate.hasUnknownKeys]).to.deep.equal([
      ...[true, "principal-key", true],
    ]);
  });

  it("says why it does not know whether there is a request", () => {
    const mixed = given({ StringLike: { "s:k": "*7*7*7" }, DateGreaterThan: { "s:k": "2020-01-01" } });
    const { search } = searchOf(documentOf([mixed]), NOTHING);
    expect(search.find(UNIVERSES, "may")).to.equal(undefined);
    expect(search.undecided?.code).to.equal("mixed-operator-families");
    const { search: none } = searchOf(documentOf([{ Action: "x:y" }]), NOTHING);
    expect(none.find(UNIVERSES, "may")).to.equal(undefined);
    expect(none.undecided).to.equal(undefined);
  });

  it("takes texts of the policies", () => {
    const inner = documentOf([given({ StringLike: { "s:k": "b*" } }), given({ StringEquals: { "s:k": "blue" } })]);
    const outer = documentOf([given({ StringEquals: { "s:k": "brown" } })]);
    expect(searchOf(inner, outer).search.find(UNIVERSES, "may")?.get("s:k")).to.equal("blue");
  });

  it("passes over forms of several layers that cannot meet", () => {
    const level = (n: number): NamedPolicy[] => [
      named(...Array.from({ length: n }, (_, index) => ({ Action: `s3:Get${index}` }))),
    ];
    const stepsOf = (n: number): number => {
      const scps: ApplicablePolicies["scps"] = [level(n), level(n)];
      const permissionsBoundary = named({ Action: "s3:Other" });
      const inner = effectivePermissions(
        { identity: level(n), scps: [...scps, [permissionsBoundary]] },
        { principal: ROLE },
      );
      const { search, work } = searchOf(inner, NOTHING);
      const before = work.steps;
      expect(search.find(UNIVERSES, "may")).to.equal(undefined);
      return work.steps - before;
    };
    const [few, many] = [stepsOf(6), stepsOf(12)];
    expect(few).to.be.greaterThan(36);
    expect(many / few).to.be.lessThan(6);
  });
});

describe("keys that are in a request together or not at all", () => {
  const vpc = { "aws:SourceVpc": "vpc-1" };
  const vpce = { "aws:SourceVpce": "vpce-1" };
  const contextOf = (answer: Containment): object => {
    if (answer.kind !== "notContained") throw new Error(answer.kind);
    return answer.counterexample.context;
  };

  it("are both in a request with one of them", () => {
    const both = documentOf([given({ StringEquals: { ...vpc, ...vpce } })]);
    expect(contextOf(checkContainment(both, NOTHING))).to.deep.equal({ ...vpc, ...vpce });
    const one = documentOf([given({ StringEquals: vpc })]);
    const absent = documentOf([given({ Null: { "aws:SourceVpce": "true" } })]);
    expect(checkContainment(one, absent).kind).to.equal("notContained");
    const present = documentOf([given({ Null: { "aws:SourceVpce": "false" } })]);
    expect(checkContainment(one, present).kind).to.equal("contained");
    expect(checkContainment(present, documentOf([given({ Null: { "aws:SourceVpc": "false" } })])).kind).to.equal(
      "contained",
    );
  });

  it("are as the question fixes them", () => {
    const of = (context: Readonly<Record<string, string>>, Condition: object): PermissionSource =>
      effectivePermissions({ identity: [named(given(Condition))] }, { principal: ROLE, context });
    for (const context of [vpc, vpce, { ...vpc, ...vpce }]) {
      const answer = checkContainment(of(context, { StringEquals: { ...vpc, ...vpce } }), NOTHING);
      expect(contextOf(answer)).to.deep.equal({ ...vpc, ...vpce });
    }
    const absent = checkContainment(of(vpc, { StringEquals: vpc, Null: { "aws:SourceVpce": "true" } }), NOTHING);
    expect(contextOf(absent)).to.deep.equal(vpc);
  });
});

describe("two sides of different principals", () => {
  it("are asked with a session of the other principal that suits it best, if there is one", () => {
    const role = effectivePermissions({ identity: [named({ Action: "s3:*" })] }, { principal: ROLE });
    const mfa = (value: string): object => given({ Bool: { "aws:MultiFactorAuthPresent": value } });
    const user = (...statements: readonly object[]): PermissionSource =>
      effectivePermissions({ identity: [named(...statements)] }, { principal: USER });
    expect(checkContainment(role, user({ Action: "s3:*", ...mfa("true") })).kind).to.equal("contained");
    const both = checkContainment(role, user({ Action: "s3:*", ...mfa("true") }, { Action: "x:y", ...mfa("false") }));
    expect(both.kind === "unknown" && both.reason.code).to.equal("session-key");
  });
});

describe("two sides of one principal", () => {
  it("share its keys, known or not", () => {
    const of = (operator: string, value: string): PermissionSource =>
      effectivePermissions(
        { identity: [named(given({ [operator]: { "aws:PrincipalTag/t": value } }))] },
        { principal: ROLE },
      );
    expect(checkContainment(of("StringEquals", "ab"), of("StringLike", "a*")).kind).to.equal("contained");
    expect(checkContainment(of("StringLike", "a*"), of("StringEquals", "ab")).kind).to.equal("notContained");
  });
});
