import { expect } from "chai";
import { evaluate, symbolicDocument, symbolPlaceholder, type AuthorizationRequest } from "../../../iam";
import { policy } from "../../support/policies";

const A = "111122223333";
const USER = `arn:aws:iam::${A}:user/bob`;
const ROLE = `arn:aws:iam::${A}:role/app`;
const SESSION = `arn:aws:sts::${A}:assumed-role/app/one`;
const ROOT = `arn:aws:iam::${A}:root`;
const SERVICE = "ec2.amazonaws.com";

const requestBy = (principal: string, context: AuthorizationRequest["context"] = {}): AuthorizationRequest => ({
  principal,
  action: "sqs:SendMessage",
  resource: `arn:aws:sqs:eu-central-1:${A}:q`,
  context,
});
const resourcePolicy = (...Statement: readonly object[]) =>
  policy("q", {
    Version: "2012-10-17",
    Statement: Statement.map((one) => ({ Effect: "Allow", Action: "*", Resource: "*", ...one })),
  });

/** A queue that everybody may use but those whom a Deny with NotPrincipal does not spare. */
const decisionUnderDeny = (caller: string, NotPrincipal: object): string =>
  evaluate(requestBy(caller), {
    resource: resourcePolicy({ Principal: "*" }, { Effect: "Deny", NotPrincipal }),
  }).decision;
const decisionFor = (caller: string, Principal: object, context?: AuthorizationRequest["context"]): string =>
  evaluate(requestBy(caller, context), { resource: resourcePolicy({ Principal }) }).decision;

describe("a Deny with NotPrincipal", () => {
  for (const [who, caller, named, decision] of [
    ["a user with its account", USER, [USER, A], "allowed"],
    ["a user with its account's root", USER, [USER, ROOT], "allowed"],
    ["a user alone", USER, [USER], "unknown"],
    ["the account of a user alone", USER, [A], "explicitDeny"],
    ["another user, and the account", USER, [`${USER}2`, A], "explicitDeny"],
    ["a role with its account", ROLE, [ROLE, A], "allowed"],
    ["a role alone", ROLE, [ROLE], "unknown"],
    ["the account of a role alone", ROLE, [A], "explicitDeny"],
    ["a session with its role and account", SESSION, [SESSION, ROLE, A], "allowed"],
    ["a session with its account", SESSION, [SESSION, A], "unknown"],
    ["a session with its role", SESSION, [SESSION, ROLE], "unknown"],
    ["the role and account of a session", SESSION, [ROLE, A], "explicitDeny"],
    ["a root user by its ARN", ROOT, [ROOT], "allowed"],
    ["a root user by its account's id", ROOT, [A], "allowed"],
    ["the root user of another account", ROOT, ["444455556666"], "explicitDeny"],
    ["everybody", USER, ["*"], "allowed"],
    ["an account, to somebody anonymous", "*", [A], "explicitDeny"],
  ] as const)
    it(`that names ${who} makes it ${decision}`, () => {
      expect(decisionUnderDeny(caller, { AWS: named })).to.equal(decision);
    });

  it("spares a service that it names, which has no account", () => {
    expect(decisionUnderDeny(SERVICE, { Service: SERVICE })).to.equal("allowed");
    expect(decisionUnderDeny("sns.amazonaws.com", { Service: SERVICE })).to.equal("explicitDeny");
  });
});

describe("a Principal", () => {
  it("is a session's by the role that aws:PrincipalArn names, else by the role's name", () => {
    const ofPath = `arn:aws:iam::${A}:role/team/app`;
    expect(decisionFor(SESSION, { AWS: ROLE })).to.equal("allowed");
    expect(decisionFor(SESSION, { AWS: ROLE }, { "aws:PrincipalArn": ofPath })).to.equal("implicitDeny");
    expect(decisionFor(SESSION, { AWS: ofPath }, { "aws:PrincipalArn": ofPath })).to.equal("allowed");
    expect(decisionFor(SESSION, { AWS: ROLE.replace(A, "444455556666") })).to.equal("implicitDeny");
    expect(decisionFor(SESSION, { AWS: ROLE.replace("arn:aws:", "arn:aws-cn:") })).to.equal("implicitDeny");
  });

  it("has no wildcards, variables or shorter accounts in it", () => {
    const context = { "aws:username": "bob" };
    expect(decisionFor(USER, { AWS: `arn:aws:iam::${A}:user/*` })).to.equal("implicitDeny");
    expect(decisionFor(USER, { AWS: `arn:aws:iam::${A}:user/\${aws:username}` }, context)).to.equal("implicitDeny");
    expect(decisionFor(USER, { AWS: "11112222333" })).to.equal("implicitDeny");
  });

  it("that names a role leaves it within its boundary, and one that names a user does not", () => {
    const permissionsBoundary = policy("b", {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "s3:*", Resource: "*" },
    });
    const underBoundary = (caller: string): string => {
      const resource = resourcePolicy({ Principal: { AWS: caller } });
      return evaluate(requestBy(caller), { identity: [], permissionsBoundary, resource }).decision;
    };
    expect(underBoundary(ROLE)).to.equal("implicitDeny");
    expect(underBoundary(USER)).to.equal("allowed");
  });

  it("that is not known yet leaves the decision unknown by name, unless another one names the caller", () => {
    const withSymbol = (AWS: readonly string[]) => {
      const parsed = symbolicDocument({
        formatVersion: 1,
        policyType: "resource",
        subject: { urn: "urn", property: "policy" },
        document: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "*", Resource: "*" }],
        },
        symbols: [{ id: "urn#arn", label: "the role's ARN" }],
      });
      if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.issues));
      return evaluate(requestBy(USER), { resource: { id: "q", document: parsed.document } });
    };
    const open = withSymbol([symbolPlaceholder(0)]);
    expect([open.decision, open.reason?.symbol]).to.deep.equal(["unknown", "urn#arn"]);
    expect(withSymbol([symbolPlaceholder(0), USER]).decision).to.equal("allowed");
  });
});
