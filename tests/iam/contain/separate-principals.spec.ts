import { expect } from "chai";
import { ownCaller } from "../../../iam/contain/callers-of-goal";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { readKeyFacts } from "../../../iam/contain/key-facts";
import {
  bestSession,
  describesPrincipal,
  describesSession,
  requestBy,
  type BestSession,
} from "../../../iam/contain/separate-principals";
import type { AuthorizationRequest, ContextValue } from "../../../iam/evaluate/authorization-request";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { WorkCounter } from "../../../iam/work-counter";
import { documentOf, environmentOf, readGoalOf } from "../../support/containment";

const ALICE = "arn:aws:iam::111122223333:user/alice";
const SYMBOLS = [{ id: "s", label: "" }];

function sideOf(context: Readonly<Record<string, ContextValue>>, ...statements: readonly object[]) {
  const document = documentOf(statements, { symbols: SYMBOLS });
  const source = effectivePermissions({ identity: [{ id: "p", document }] }, { principal: ALICE, context });
  const [side] = readGoalOf([source], undefined).allowed;
  if (side === undefined) throw new Error("no side");
  return side;
}

function sessionOf(
  context: Readonly<Record<string, ContextValue>>,
  ...statements: readonly object[]
): BestSession | undefined {
  const side = sideOf(context, ...statements);
  const caller = ownCaller(side);
  const keys = readKeyFacts(side.documents, new Set(), undefined);
  const environment = environmentOf({ keys, ...(caller && { caller }) });
  return bestSession(side, environment, new WorkCounter("containmentSteps", 100_000));
}

const when = (operator: string, key: string, ...values: readonly string[]): object => ({
  Condition: { [operator]: { [key]: values } },
});
const deny = (condition: object): object => ({ Effect: "Deny", ...condition });
const MFA = "aws:MultiFactorAuthPresent";
const IDENTITY = "aws:SourceIdentity";

describe("the session that suits a principal best", () => {
  const cases: readonly (readonly [name: string, statements: readonly object[], session: BestSession | undefined])[] = [
    ["is any where no policy asks for one", [{}, when("StringEquals", "aws:SourceIp", "a")], {}],
    ["is any where a Deny asks for something else", [{}, deny(when("IpAddress", "aws:SourceIp", "10.0.0.0/8"))], {}],
    ["has what an Allow asks for", [when("Bool", MFA, "true")], { [MFA]: "true" }],
    [
      "has what all Allow statements ask for",
      [when("Bool", MFA, "true"), when("StringEquals", IDENTITY, "a")],
      { [MFA]: "true", [IDENTITY]: "a" },
    ],
    ["is without what an Allow asks to be absent", [when("Null", MFA, "true")], {}],
    ["keeps away from every Deny", [{}, deny(when("BoolIfExists", MFA, "false"))], { [MFA]: "true" }],
    ["lacks what a Deny asks for", [{}, deny(when("Bool", MFA, "true"))], {}],
    [
      "is none where two Allow statements ask for different ones",
      [when("Bool", MFA, "true"), when("Bool", MFA, "false")],
      undefined,
    ],
    [
      "is none where an Allow asks for what a Deny asks for",
      [when("Bool", MFA, "true"), deny(when("Bool", MFA, "true"))],
      undefined,
    ],
    ["is not looked for where a value is not known", [when("StringEquals", IDENTITY, symbolPlaceholder(0))], undefined],
    [
      "is not looked for where a variable stands in a Deny",
      [{}, deny(when("StringEquals", IDENTITY, "${aws:username}"))],
      undefined,
    ],
    ["is not looked for where an operator is not known", [when("StringSounds", IDENTITY, "a")], undefined],
    [
      "is not looked for where what an ARN matches is not known",
      [when("ArnLike", "ec2:SourceInstanceArn", "arn:aws")],
      undefined,
    ],
  ];
  for (const [name, statements, session] of cases) {
    it(name, () => {
      expect(sessionOf({}, ...statements)).to.deep.equal(session);
    });
  }

  it("is not found where a Deny has an operator that nobody knows", () => {
    expect(sessionOf({}, {}, deny(when("StringSounds", IDENTITY, "a")))).to.equal(undefined);
  });

  it("is not looked for where one of several values holds a variable", () => {
    expect(sessionOf({}, when("StringEquals", IDENTITY, "a", "${aws:username}"))).to.equal(undefined);
  });

  it("has a value of letters that no policy names where it needs one", () => {
    const found = sessionOf({}, when("StringLike", IDENTITY, "?"), when("StringNotEquals", IDENTITY, "x"));
    expect(found?.[IDENTITY]).to.match(/^[^x]$/);
  });

  it("is not looked for where a session key is fixed", () => {
    expect(sessionOf({ [MFA]: "true" }, when("Bool", MFA, "true"))).to.equal(undefined);
  });

  it("meets each Deny by one of its session conditions", () => {
    const both = { Effect: "Deny", Condition: { Bool: { [MFA]: "true" }, StringEquals: { [IDENTITY]: "ann" } } };
    const asked = { Condition: { Bool: { [MFA]: "true" } } };
    const found = sessionOf({}, asked, both);
    expect(found?.[MFA]).to.equal("true");
    expect(found?.[IDENTITY]).to.not.equal("ann");
  });
});

describe("keys of the principal and of its session", () => {
  it("are told apart", () => {
    const ofPrincipal = [
      "aws:principalarn",
      "aws:username",
      "aws:userid",
      "aws:principaltag/team",
      "aws:principalorgid",
    ];
    const ofSession = [
      "aws:multifactorauthpresent",
      "aws:sourceidentity",
      "aws:tokenissuetime",
      "ec2:sourceinstancearn",
    ];
    const ofNeither = ["aws:sourceip", "aws:useridentity", "x:aws:principal", "aws:resourceaccount"];
    const all = [...ofPrincipal, ...ofSession, ...ofNeither];
    expect(all.filter(describesPrincipal)).to.deep.equal(ofPrincipal);
    expect(all.filter(describesSession)).to.deep.equal(ofSession);
  });
});

describe("the request as a side's own principal makes it", () => {
  const request: AuthorizationRequest = {
    principal: "arn:aws:iam::111122223333:role/r",
    action: "s3:GetObject",
    resource: "*",
    context: { "aws:PrincipalTag/team": "red", "aws:UserName": "x", [MFA]: "false", "aws:SourceIp": "10.0.0.1" },
  };
  const side = sideOf({ "aws:PrincipalTag/dept": "blue" }, {});

  it("has the shared keys, and its own description in place of the other's", () => {
    expect(requestBy(side, request, undefined)).to.deep.equal({
      ...request,
      principal: ALICE,
      context: { [MFA]: "false", "aws:SourceIp": "10.0.0.1", "aws:PrincipalTag/dept": "blue" },
    });
  });

  it("has its own session where one is given", () => {
    const context = { "aws:SourceIp": "10.0.0.1", "aws:PrincipalTag/dept": "blue" };
    expect(requestBy(side, request, {}).context).to.deep.equal(context);
    expect(requestBy(side, request, { [IDENTITY]: "ann" }).context).to.deep.equal({ ...context, [IDENTITY]: "ann" });
  });

  it("is the same for a side that is about nobody", () => {
    const [any] = readGoalOf([documentOf([{}])], undefined).allowed;
    expect(any && requestBy(any, request, {})).to.equal(request);
  });
});
