import { expect } from "chai";
import { ANY_CALLER } from "../../../iam/contain/caller-of-account";
import { callersOf, keysOf, ownCaller, resourcesOf } from "../../../iam/contain/callers-of-goal";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import type { FactValue } from "../../../iam/contain/caller";
import type { ContextValue } from "../../../iam/evaluate/authorization-request";
import type { PolicyType } from "../../../iam/document/policy-document";
import type { FixedCaller } from "../../../iam/contain/statement-env";
import { ANY_RESOURCE, RESOURCE_IN_ACCOUNT, RESOURCE_WITHOUT_ACCOUNT } from "../../../iam/contain/universe";
import { documentOf, matching, readGoalOf } from "../../support/containment";

const ROLE = "arn:aws:iam::111122223333:role/r";
const ALICE = "arn:aws:iam::111122223333:user/alice";
const asking = (key: string): object => ({ Condition: { StringEquals: { [key]: "x" } } });
const of = (
  principal: string,
  context: Readonly<Record<string, ContextValue>> = {},
  ...statements: readonly object[]
): ReturnType<typeof effectivePermissions> =>
  effectivePermissions({ identity: [{ id: "p", document: documentOf(statements) }] }, { principal, context });

describe("the keys of a question", () => {
  it("are those of conditions and variables of all sides, in lower case", () => {
    const inner = documentOf([{ ...asking("aws:SourceIp"), Resource: "arn:aws:s3:::${aws:username}" }]);
    const outer = documentOf([{}, { Effect: "Deny", ...asking("s3:Prefix") }]);
    expect([...keysOf(readGoalOf([inner], outer))]).to.have.members(["aws:sourceip", "aws:username", "s3:prefix"]);
    expect([...keysOf(readGoalOf([outer], undefined))]).to.deep.equal(["s3:prefix"]);
  });
});

describe("the callers of a question", () => {
  /** The kinds, or the one principal that stands for all. */
  function kindsOf(policyType: PolicyType, ...statements: readonly object[]): readonly string[] {
    const goal = readGoalOf([documentOf(statements, { policyType })], undefined, policyType);
    return callersOf(goal, policyType).map((caller) => (caller.kind === "fixed" ? caller.principal : caller.kind));
  }
  const EVERYBODY = { Principal: "*" };
  const identities = ["user", "roleSession", "federatedUser"];
  const everyKind = ["roleSession", "user", "accountRoot", "federatedUser", "service", "plain", "anonymous"];
  const cases: readonly (readonly [
    name: string,
    policyType: PolicyType,
    statements: readonly object[],
    kinds: readonly string[],
  ])[] = [
    ["of identity policies are one", "identity", [{}, asking("aws:SourceIp")], [ANY_CALLER]],
    [
      "of identity policies are one beside keys of an organisation",
      "identity",
      [asking("aws:PrincipalOrgID")],
      [ANY_CALLER],
    ],
    ["of identity policies are all identities", "identity", [asking("aws:PrincipalArn")], identities],
    ["of a boundary are all identities", "permissionsBoundary", [asking("aws:username")], identities],
    ["with a variable are all identities", "identity", [{ Resource: "arn:aws:s3:::${aws:username}" }], identities],
    ["of SCPs are one", "scp", [{}], [ANY_CALLER]],
    [
      "of SCPs are those of member accounts",
      "scp",
      [asking("aws:PrincipalArn")],
      ["roleSession", "user", "accountRoot"],
    ],
    ["of a resource for everybody are one", "resource", [EVERYBODY], [ANY_CALLER]],
    [
      "of a resource for everybody in an account",
      "resource",
      [{ ...EVERYBODY, ...asking("aws:PrincipalAccount") }],
      everyKind,
    ],
    ["of a resource for an organisation", "resource", [{ ...EVERYBODY, ...asking("aws:PrincipalOrgID") }], everyKind],
    [
      "of RCPs for an organisation",
      "rcp",
      [{ Effect: "Deny", ...EVERYBODY, ...asking("aws:PrincipalTag/team") }],
      everyKind,
    ],
    ["of a trust policy that names a service", "trust", [{ Principal: { Service: "ec2.amazonaws.com" } }], everyKind],
    ["of a resource that excepts somebody", "resource", [{ Effect: "Deny", NotPrincipal: { AWS: ALICE } }], everyKind],
    [
      "of a resource of which one statement names somebody",
      "resource",
      [EVERYBODY, { Principal: { AWS: ALICE } }],
      everyKind,
    ],
  ];
  for (const [name, policyType, statements, kinds] of cases) {
    it(`${name}: ${kinds.length === 1 ? "one" : kinds.join(", ")}`, () => {
      expect(kindsOf(policyType, ...statements)).to.deep.equal(kinds);
    });
  }

  it("are the principals that statements of either side name", () => {
    const session = "arn:aws:sts::111122223333:assumed-role/r/s";
    const [inner, outer] = [ALICE, session].map((AWS) =>
      documentOf([{ Principal: { AWS } }], { policyType: "resource" }),
    );
    const callers = callersOf(readGoalOf([inner!], outer, "resource"), "resource");
    expect(callers.filter((caller) => caller.session === session)).to.have.length(1);
  });

  it("are the one that a side is about, though keys name others", () => {
    const outer = documentOf([asking("aws:PrincipalArn")]);
    const goal = readGoalOf([outer], of(ALICE, { "aws:PrincipalTag/team": "blue" }, {}));
    const [caller, ...others] = callersOf(goal, "identity") as readonly FixedCaller[];
    expect([caller?.kind, caller?.principal, others.length]).to.deep.equal(["fixed", ALICE, 0]);
    expect(caller?.fact("aws:principaltag/team")).to.deep.equal({ kind: "text", text: "blue" });
    expect(caller?.fact("aws:principaltag/other")).to.equal(undefined);
  });

  it("are the one principal of both sides, whose other keys belong to the request", () => {
    const [caller] = callersOf(readGoalOf([of(ALICE, {}, {})], of(ALICE, {}, {})), "identity");
    expect(caller?.fact("aws:principaltag/team")).to.equal(undefined);
  });

  it("are the principal of the allowed side where each side has its own", () => {
    const [caller, ...others] = callersOf(readGoalOf([of(ROLE, {}, {})], of(ALICE, {}, {})), "identity");
    expect([(caller as FixedCaller).principal, others.length]).to.deep.equal([ROLE, 0]);
    expect(caller?.fact("aws:principaltag/team")).to.deep.equal({ kind: "unknown" });
  });
});

describe("what is known of a principal that the question is about", () => {
  const context = { "aws:PrincipalTag/team": "blue", "s:list": ["a", "b"], "s:flag": true, "aws:username": "given" };
  const facts: readonly (readonly [principal: string, key: string, want: FactValue | undefined])[] = [
    [ALICE, "aws:principalarn", { kind: "text", text: ALICE }],
    [ALICE, "aws:principaltype", { kind: "text", text: "User" }],
    [ALICE, "aws:username", { kind: "text", text: "given" }],
    [ROLE, "aws:principalaccount", { kind: "text", text: "111122223333" }],
    [ROLE, "aws:principalservicename", { kind: "absent" }],
    [ROLE, "aws:principaltag/team", { kind: "text", text: "blue" }],
    [ROLE, "s:list", { kind: "texts", texts: ["a", "b"] }],
    [ROLE, "s:flag", { kind: "text", text: "true" }],
    [ROLE, "aws:principalorgid", { kind: "unknown" }],
    [ROLE, "aws:userid", { kind: "unknown" }],
    [ROLE, "aws:sourceip", undefined],
  ];
  for (const [principal, key, want] of facts) {
    it(`${key} of ${principal} is ${want === undefined ? "the request's" : JSON.stringify(want)}`, () => {
      const [side] = readGoalOf([of(principal, context, {})], undefined).allowed;
      expect(side && ownCaller(side)?.fact(key)).to.deep.equal(want);
    });
  }

  it("is what follows from its ARN where nothing else is given", () => {
    const [side] = readGoalOf([of(ALICE, {}, {})], undefined).allowed;
    const caller = side && ownCaller(side);
    expect([caller?.kind, caller?.principal]).to.deep.equal(["fixed", ALICE]);
    expect(caller?.fact("aws:username")).to.deep.equal({ kind: "text", text: "alice" });
    const [any] = callersOf(readGoalOf([documentOf([{}])], undefined), "identity");
    expect(any?.fact("aws:principalarn")).to.deep.equal({ kind: "text", text: ANY_CALLER });
  });

  it("is nothing for a side that is about nobody", () => {
    const [side] = readGoalOf([documentOf([{}])], undefined).allowed;
    expect(side && ownCaller(side)).to.equal(undefined);
  });
});

describe("the resources of a question", () => {
  it("are told apart by their account where a policy asks for it", () => {
    const asks = readGoalOf([documentOf([asking("aws:ResourceAccount")])], undefined);
    expect(resourcesOf(asks)).to.have.members([RESOURCE_WITHOUT_ACCOUNT, RESOURCE_IN_ACCOUNT]);
    expect(resourcesOf(readGoalOf([documentOf([asking("aws:SourceIp")])], undefined))).to.deep.equal([ANY_RESOURCE]);
    expect(matching(RESOURCE_WITHOUT_ACCOUNT.universe, ["*", ROLE])).to.deep.equal(["*"]);
  });
});
