import { expect } from "chai";
import {
  compilePolicies,
  evaluate,
  symbolicDocument,
  symbolPlaceholder,
  type ApplicablePolicies,
  type AuthorizationRequest,
} from "../../../iam";
import { policy } from "../../support/policies";

const A = "111122223333";
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const requestOn = (
  resource: string,
  context: AuthorizationRequest["context"] = {},
  principal = `arn:aws:iam::${A}:user/bob`,
): AuthorizationRequest => ({ principal, action: "s3:GetObject", resource, context });

describe("policies that are compiled once", () => {
  const onHome = { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::home/${aws:username}/*" };
  const ofTeam = (operator: string, value: string) => ({
    ...everything,
    Condition: { [operator]: { "s3:prefix": value } },
  });

  it("take the variables of each request anew", () => {
    const policies = compilePolicies({ identity: [policy("p", document(onHome))] });
    const by = (user: string) =>
      evaluate(requestOn("arn:aws:s3:::home/bob/x", {}, `arn:aws:iam::${A}:user/${user}`), policies).decision;
    expect(["bob", "eve", "bob"].map(by)).to.deep.equal(["allowed", "implicitDeny", "allowed"]);
  });

  for (const [operator, value] of [
    ["StringEquals", "${aws:PrincipalTag/team}/"],
    ["StringLike", "${aws:PrincipalTag/team}/*"],
    ["StringEqualsIgnoreCase", "${aws:PrincipalTag/TEAM}/"],
    ["ArnLike", "arn:aws:s3:::${aws:PrincipalTag/team}"],
  ] as const)
    it(`take the variables of ${operator} of each request anew`, () => {
      const policies = compilePolicies({ identity: [policy("p", document(ofTeam(operator, value)))] });
      const prefix = (team: string) => value.replace(/\$\{.*\}/, team).replace("*", "x");
      const of = ([team, asked]: readonly [string, string]) =>
        evaluate(requestOn("arn:aws:s3:::b", { "aws:PrincipalTag/team": team, "s3:prefix": prefix(asked) }), policies)
          .decision;
      const asked = [
        ["red", "red"],
        ["blue", "red"],
        ["blue", "blue"],
        ["red", "blue"],
        ["red", "red"],
      ] as const;
      expect(asked.map(of)).to.deep.equal(["allowed", "implicitDeny", "allowed", "implicitDeny", "allowed"]);
      expect(evaluate(requestOn("arn:aws:s3:::b", { "s3:prefix": prefix("red") }), policies).decision).to.equal(
        "implicitDeny",
      );
    });

  it("name every statement that decides", () => {
    const deny = { ...everything, Effect: "Deny" };
    const decidingOf = (...statements: readonly object[]): readonly number[] =>
      evaluate(requestOn("arn:aws:s3:::b/k"), { identity: [policy("p", document(...statements))] }).deciding.map(
        ({ statementIndex }) => statementIndex,
      );
    expect(decidingOf(everything, onHome, everything, everything)).to.deep.equal([0, 2, 3]);
    expect(decidingOf(everything, deny, onHome, deny)).to.deep.equal([1, 3]);
  });
});

describe("a symbol on which a decision does not hang", () => {
  const S = symbolPlaceholder(0);
  const withSymbol = (Statement: readonly object[], policyType: "identity" | "resource" = "identity") => {
    const parsed = symbolicDocument({
      formatVersion: 1,
      policyType,
      subject: { urn: "urn", property: "policy" },
      document: document(...Statement),
      symbols: [{ id: "urn#arn", label: "an ARN" }],
    });
    if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.issues));
    return { id: "symbolic", document: parsed.document };
  };
  const eitherWay = (more: object = {}, ofResource = false) =>
    withSymbol(
      [
        { Effect: "Allow", Action: "*", Resource: S, ...more },
        { Effect: "Allow", Action: "*", NotResource: S, ...more },
      ],
      ofResource ? "resource" : "identity",
    );
  const identity = [policy("all", document(everything))];
  const everybody = { Principal: "*" };
  const KINDS: Readonly<Record<string, ApplicablePolicies>> = {
    "identity policies": { identity: [eitherWay()] },
    boundaries: { identity, permissionsBoundary: eitherWay() },
    "session policies": { identity, session: [eitherWay()] },
    "resource policies": { resource: eitherWay(everybody, true) },
    SCPs: { identity, scps: [[eitherWay()], identity] },
    RCPs: { identity, rcps: [[eitherWay(everybody, true)]] },
  };

  for (const [kind, policies] of Object.entries(KINDS))
    it(`is looked at case by case in ${kind}`, () => {
      const session = `arn:aws:sts::${A}:assumed-role/app/one`;
      expect(evaluate(requestOn("arn:aws:s3:::b/k", {}, session), policies).decision).to.equal("allowed");
    });

  it("may stand in an action, where it leaves the decision open unless another entry decides", () => {
    const decisionOf = (...Action: readonly string[]): string =>
      evaluate(requestOn("arn:aws:s3:::b/k"), { identity: [withSymbol([{ Effect: "Allow", Action, Resource: "*" }])] })
        .decision;
    expect(decisionOf(`s3:${S}`)).to.equal("unknown");
    expect(decisionOf(`s3:${S}`, "s3:Get*")).to.equal("allowed");
    expect(decisionOf(`ec2:${S}`)).to.equal("implicitDeny");
  });
});

describe("entries of Action that are none", () => {
  for (const entry of ["s3:", ":GetObject", "s3", "${aws:username}:GetObject", "s3:Get${aws:username}"])
    it(`match nothing: ${entry}`, () => {
      const identity = [policy("p", document({ Effect: "Allow", Action: entry, Resource: "*" }))];
      expect(evaluate(requestOn("arn:aws:s3:::b/k"), { identity }).decision).to.equal("implicitDeny");
    });
});
