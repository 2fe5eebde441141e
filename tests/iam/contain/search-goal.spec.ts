import { expect } from "chai";
import {
  checkContainment,
  effectivePermissions,
  parsePolicyDocument,
  type ApplicablePolicies,
  type Containment,
  type NamedPolicy,
  type PermissionSource,
  type PolicyDocument,
} from "../../../iam";
import { OpaqueNames } from "../../../iam/contain/bindings";
import { callersOf } from "../../../iam/contain/callers-of-goal";
import { readGoal, type ReadGoal } from "../../../iam/contain/goal";
import { readKeyFacts } from "../../../iam/contain/key-facts";
import { GoalSearch } from "../../../iam/contain/search-goal";
import { SetCache } from "../../../iam/contain/set-cache";
import type { StatementEnvironment } from "../../../iam/contain/statement-env";
import { ANY_ACTION, ANY_RESOURCE } from "../../../iam/contain/universe";
import { AtomTable } from "../../../iam/contain/value-set";
import { WorkCounter } from "../../../iam/work-counter";

const ROLE = "arn:aws:iam::111122223333:role/r";
const USER = "arn:aws:iam::111122223333:user/u";

/** A document of statements; what they leave out is `Allow`, `s3:*` and `*`. */
function documentOf(...statements: readonly object[]): PolicyDocument {
  const Statement = statements.map((one) => ({ Effect: "Allow", Action: "s3:*", Resource: "*", ...one }));
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

const named = (...statements: readonly object[]): NamedPolicy => ({ id: "p", document: documentOf(...statements) });
const given = (Condition: object): object => ({ Condition });
const NOTHING = documentOf({ Action: "x:y" });

interface Made {
  readonly search: GoalSearch;
  readonly read: ReadGoal;
  readonly work: WorkCounter;
}

/** The search of a goal for its first kind of caller and any resource. */
function searchOf(allowed: PermissionSource, refused: PermissionSource | undefined): Made {
  const work = new WorkCounter("containmentSteps", 1_000_000);
  const sets = new SetCache();
  const goal = { allowed: [allowed], refused, policyType: "identity" as const, catalogue: undefined, sets, work };
  const read = readGoal(goal, new Map());
  const [caller] = callersOf(read, "identity");
  if (caller === undefined) throw new Error("no caller");
  const keys = readKeyFacts(
    read.all.flatMap(({ documents }) => documents),
    new Set(),
    undefined,
  );
  const opaque = new OpaqueNames();
  const atoms = new AtomTable();
  const environment: StatementEnvironment = {
    ...{ atoms, sets, keys, caller, opaque },
    ...{ resource: ANY_RESOURCE, chosen: new Map<string, string | null>() },
  };
  return { search: new GoalSearch(read, environment, [], work), read, work };
}

const UNIVERSES = new Map([
  ["action", ANY_ACTION],
  ["resource", ANY_RESOURCE.universe],
]);

describe("the search for a request that one side allows and the other does not", () => {
  it("leads with the Allow forms of the first layer, and can be limited to some", () => {
    const inner = documentOf({}, { Effect: "Deny", Action: "s3:Put*" }, { Action: "ec2:*" });
    const { search } = searchOf(inner, NOTHING);
    expect(search.leading.map(({ effect }) => effect)).to.deep.equal(["Allow", "Allow"]);
    expect(search.find(UNIVERSES, "may")?.get("action")).to.match(/^s3:/);
    expect(search.find(UNIVERSES, "may", search.leading.slice(1))?.get("action")).to.match(/^ec2:/);
    expect(search.find(UNIVERSES, "may", [])).to.equal(undefined);
  });

  it("knows whether and why its literals are not certain", () => {
    const certain = searchOf(documentOf(given({ StringLike: { "s:k": "a*" } })), NOTHING).search;
    expect([certain.isUncertain, certain.uncertainty, certain.hasUnknownKeys]).to.deep.equal([false, undefined, false]);
    const short = searchOf(documentOf(given({ ArnLike: { "s:k": "arn:aws:s*" } })), NOTHING).search;
    expect([short.isUncertain, short.uncertainty?.code, short.hasUnknownKeys]).to.deep.equal([
      true,
      "short-arn",
      false,
    ]);
    const variable = searchOf(documentOf(given({ StringLike: { "s:k": "${s:v}" } })), NOTHING).search;
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
    const { search } = searchOf(documentOf(mixed), NOTHING);
    expect(search.find(UNIVERSES, "may")).to.equal(undefined);
    expect(search.undecided?.code).to.equal("mixed-operator-families");
    const { search: none } = searchOf(documentOf({ Action: "x:y" }), NOTHING);
    expect(none.find(UNIVERSES, "may")).to.equal(undefined);
    expect(none.undecided).to.equal(undefined);
  });

  it("takes texts of the policies", () => {
    const inner = documentOf(given({ StringLike: { "s:k": "b*" } }), given({ StringEquals: { "s:k": "blue" } }));
    const outer = documentOf(given({ StringEquals: { "s:k": "brown" } }));
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
    const both = documentOf(given({ StringEquals: { ...vpc, ...vpce } }));
    expect(contextOf(checkContainment(both, NOTHING))).to.deep.equal({ ...vpc, ...vpce });
    const one = documentOf(given({ StringEquals: vpc }));
    const absent = documentOf(given({ Null: { "aws:SourceVpce": "true" } }));
    expect(checkContainment(one, absent).kind).to.equal("notContained");
    const present = documentOf(given({ Null: { "aws:SourceVpce": "false" } }));
    expect(checkContainment(one, present).kind).to.equal("contained");
    expect(checkContainment(present, documentOf(given({ Null: { "aws:SourceVpc": "false" } }))).kind).to.equal(
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
