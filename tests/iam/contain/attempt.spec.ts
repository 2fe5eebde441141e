import { expect } from "chai";
import type { Assignment } from "../../../iam/contain/assignments";
import { attempt, type Found } from "../../../iam/contain/attempt";
import type { PermissionSource } from "../../../iam/contain/containment";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { readGoal } from "../../../iam/contain/goal";
import type { Mode } from "../../../iam/contain/solve-value";
import type { PolicyType } from "../../../iam/document/policy-document";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf, goalOf } from "../../support/containment";

const OPEN: Assignment = {
  variables: new Map(),
  patterns: new Map(),
  symbols: new Map(),
  conditions: [],
  equal: new Map(),
};
const SYMBOLS = [{ id: "s", label: "arn of b" }];
const NOTHING = documentOf([{ Effect: "Deny" }]);

function attempted(
  inner: PermissionSource,
  outer: PermissionSource | undefined,
  assignment: Partial<Assignment> = {},
  mode: Mode = "may",
  policyType: PolicyType = "identity",
): Found {
  const goal = goalOf([inner], outer, policyType);
  return attempt(goal, readGoal(goal, new Map()), { ...OPEN, ...assignment }, mode);
}

/** The request as far as the question tells it, the code of a doubt, or that there is none. */
function told(found: Found, part: "action" | "resource" | "principal" | "context" = "resource"): unknown {
  if (found.kind === "request") return found.request[part];
  return found.kind === "open" ? found.reason.code : found;
}

const reading = (Resource: string, condition: object = {}): ReturnType<typeof documentOf> =>
  documentOf([{ Action: "s3:GetObject", Resource, ...condition }], { symbols: SYMBOLS });
const asking = (operator: string, key: string, value: string): object => ({
  Condition: { [operator]: { [key]: value } },
});

describe("one search", () => {
  it("finds a request, or that there is none", () => {
    expect(told(attempted(reading("arn:aws:s3:::b"), NOTHING))).to.equal("arn:aws:s3:::b");
    expect(attempted(reading("arn:aws:s3:::b"), reading("arn:aws:s3:::*"))).to.deep.equal({ kind: "none" });
    expect(told(attempted(reading("arn:aws:s3:::b"), undefined))).to.equal("arn:aws:s3:::b");
  });

  it("leaves open what hangs on a symbol, and names it", () => {
    const found = attempted(reading(symbolPlaceholder(0)), reading("arn:aws:s3:::b"));
    expect(found.kind === "open" && found.reason).to.deep.include({ code: "symbol" });
    expect(
      told(attempted(documentOf([{ Resource: "arn:aws:s3:::${s:A}" }]), documentOf([{ Resource: "arn:aws:s3:::b" }]))),
    ).to.equal("policy-variable");
  });

  it("finds a request for the values of symbols that it is given", () => {
    const ask = (value: string): Found =>
      attempted(reading(symbolPlaceholder(0)), reading("arn:aws:s3:::b"), { symbols: new Map([["s", value]]) }, "must");
    const found = ask("arn:aws:s3:::c");
    expect(told(found)).to.equal("arn:aws:s3:::c");
    expect(found.kind === "request" && found.goal.allowed[0]?.documents[0]?.symbols).to.deep.equal([]);
    expect(ask("arn:aws:s3:::b")).to.deep.equal({ kind: "none" });
  });

  it("finds a request for the values of variables that it is given, under the conditions beside", () => {
    const [inner, outer] = [reading("arn:aws:s3:::${s:A}"), reading("arn:aws:s3:::b")];
    const chosen = (value: string | null, ...conditions: readonly [operator: string, value: string][]): Found => {
      const all = conditions.map(([operator, one]) => ({ operator, key: "s:A", values: [one], pointer: "" }));
      return attempted(inner, outer, { variables: new Map([["s:a", value]]), conditions: all }, "must");
    };
    expect(told(chosen("c", ["StringEquals", "c"]))).to.equal("arn:aws:s3:::c");
    expect(told(chosen("c", ["StringEquals", "c"]), "context")).to.deep.equal({ "s:a": "c" });
    expect(chosen("b", ["StringEquals", "b"])).to.deep.equal({ kind: "none" });
    expect(chosen(null, ["Null", "true"])).to.deep.equal({ kind: "none" });
    expect(chosen("c", ["StringEquals", "d"], ["StringEquals", "e"])).to.deep.equal({ kind: "none" });
  });

  it("finds nothing where a condition beside fails by what is fixed", () => {
    const identity = [{ id: "p", document: reading("arn:aws:s3:::b") }];
    const principal = "arn:aws:iam::111122223333:role/r";
    const inner = effectivePermissions({ identity }, { principal, context: { "s:A": "x" } });
    const beside = (value: string): Found =>
      attempted(inner, NOTHING, {
        conditions: [{ operator: "StringEquals", key: "s:A", values: [value], pointer: "" }],
      });
    expect(told(beside("x"))).to.equal("arn:aws:s3:::b");
    expect(beside("y")).to.deep.equal({ kind: "none" });
  });

  it("goes through the kinds of callers", () => {
    const by = (Principal: object, outer: PermissionSource, condition: object = {}): unknown => {
      const inner = documentOf([{ Principal, Action: "s3:GetObject", ...condition }], { policyType: "resource" });
      return told(attempted(inner, outer, {}, "may", "resource"), "principal");
    };
    const nobody = documentOf([{ Effect: "Deny", Principal: "*" }], { policyType: "resource" });
    const ROOT = "arn:aws:iam::111122223333:root";
    const PROVIDER = "arn:aws:iam::111122223333:saml-provider/p";
    const user = "arn:aws:iam::111122223333:user/ann";
    expect(by({ AWS: user }, nobody)).to.equal(user);
    expect(by({ AWS: ROOT }, nobody, asking("StringEquals", "aws:PrincipalType", "Account"))).to.equal(ROOT);
    expect(by({ Service: "ec2.amazonaws.com" }, nobody)).to.equal("ec2.amazonaws.com");
    expect(by({ Federated: PROVIDER }, nobody)).to.equal(PROVIDER);
    expect(by({ AWS: "*" }, nobody, asking("StringEquals", "aws:PrincipalType", "Anonymous"))).to.equal("*");
    expect(
      by({ AWS: user }, documentOf([{ Principal: { AWS: "111122223333" } }], { policyType: "resource" })),
    ).to.deep.equal({
      kind: "none",
    });
  });

  it("goes through the kinds of resources", () => {
    const condition = asking("StringEquals", "aws:ResourceAccount", "444455556666");
    const inner = reading("arn:aws:sqs:*:*:q", condition);
    expect(told(attempted(inner, NOTHING))).to.equal("arn:aws:sqs:::q");
    const outer = documentOf([{ Resource: ["arn:aws:sqs:*::q", "arn:aws:sqs:*:aws:q"] }]);
    expect(told(attempted(inner, outer))).to.match(/^arn:aws:sqs:[^:]*:444455556666:q$/);
  });

  it("keeps a doubt of one kind of callers where no other finds a request", () => {
    const typed = reading("*", asking("NumericLessThan", "aws:PrincipalAccount", "5"));
    expect(told(attempted(typed, NOTHING))).to.equal("typed-operator-on-principal");
    expect(told(attempted(reading("*", asking("StringSounds", "s:k", "a")), NOTHING))).to.equal("unknown-operator");
  });

  it("keeps a doubt of a kind of callers that comes after others", () => {
    const Condition = {
      StringEquals: { "aws:PrincipalType": "AssumedRole" },
      NumericLessThan: { "aws:PrincipalAccount": "5" },
    };
    expect(told(attempted(reading("*", { Condition }), NOTHING))).to.equal("typed-operator-on-principal");
  });

  it("finds a request though callers before leave a doubt", () => {
    const doubt = { StringEquals: { "aws:PrincipalType": "User" }, NumericLessThan: { "aws:PrincipalAccount": "5" } };
    const session = { StringEquals: { "aws:PrincipalType": "AssumedRole" } };
    const inner = documentOf([{ Condition: doubt }, { Condition: session }]);
    expect(told(attempted(inner, NOTHING), "principal")).to.match(/:assumed-role\//);
  });

  it("keeps a doubt of a key whose values are neither found nor excluded", () => {
    const Condition = {
      NumericGreaterThan: { "s:k": "1" },
      DateGreaterThan: { "s:k": "2026-01-01T00:00:00Z" },
      StringNotLike: { "s:k": ["*0*", "*1*", "*2*", "*3*", "*4*"] },
    };
    expect(told(attempted(reading("*", { Condition }), NOTHING))).to.equal("mixed-operator-families");
  });

  it("asks documents that are about nobody of any session", () => {
    const withMfa = reading("*", asking("Bool", "aws:MultiFactorAuthPresent", "true"));
    expect(told(attempted(reading("*"), withMfa), "context")).to.deep.equal({});
  });

  it("says on what an open question hangs", () => {
    const reason = (inner: PermissionSource): unknown => {
      const found = attempted(inner, documentOf([{ Action: "s3:GetObject", Resource: "arn:aws:s3:::?" }]));
      return found.kind === "open" && found.reason;
    };
    expect(reason(reading(`arn:aws:s3:::${symbolPlaceholder(0)}`))).to.deep.equal({
      code: "symbol",
      message: "the answer depends on the value of `arn of b`",
      symbol: "s",
    });
    expect(reason(documentOf([{ Action: "s3:GetObject", Resource: "arn:aws:s3:::${s:A}" }]))).to.deep.equal({
      code: "policy-variable",
      message: "the answer depends on the value of a policy variable, or on what AWS does not document",
    });
  });

  it("takes no request for one that hangs on a key of the other principal that is not known", () => {
    const of = (principal: string, statement: object): PermissionSource =>
      effectivePermissions({ identity: [{ id: "p", document: documentOf([statement]) }] }, { principal });
    const [role, alice] = ["role/r", "user/alice"].map((name) => `arn:aws:iam::111122223333:${name}`);
    const ofTeam = asking("StringEquals", "aws:PrincipalTag/team", "blue");
    expect(told(attempted(of(role!, {}), of(alice!, ofTeam)))).to.equal("principal-key");
    expect(attempted(of(role!, {}), of(alice!, ofTeam), {}, "must")).to.deep.equal({ kind: "none" });
    const ofService = of(alice!, { Action: "s3:*", ...ofTeam });
    expect(told(attempted(of(role!, {}), ofService))).to.equal("principal-key");
    expect(told(attempted(of(role!, {}), ofService, {}, "must"), "principal")).to.equal(role);
    const withMfa = asking("Bool", "aws:MultiFactorAuthPresent", "true");
    expect(attempted(of(role!, {}), of(alice!, withMfa))).to.deep.equal({ kind: "none" });
    const found = attempted(of(role!, {}), of(alice!, { Action: "s3:*", ...withMfa }));
    expect(found.kind === "request" && found.goal.session).to.deep.equal({ "aws:MultiFactorAuthPresent": "true" });
  });
});
