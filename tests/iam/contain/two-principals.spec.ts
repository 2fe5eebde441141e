import { expect } from "chai";
import {
  checkContainment,
  checkDisjointness,
  effectivePermissions,
  parsePolicyDocument,
  type EffectivePermissions,
  type NamedPolicy,
} from "../../../iam";

const ROLE = "arn:aws:iam::111122223333:role/passed";
const ALICE = "arn:aws:iam::111122223333:user/alice";

const policy = (...statements: readonly object[]): NamedPolicy => {
  const Statement = statements.map((one) => ({ Effect: "Allow", Resource: "*", ...one }));
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return { id: "p", document: result.document };
};
const of = (
  principal: string,
  context: Record<string, string>,
  ...statements: readonly object[]
): EffectivePermissions => effectivePermissions({ identity: [policy(...statements)] }, { principal, context });
const withMfa = (value: string): object => ({ Condition: { Bool: { "aws:MultiFactorAuthPresent": value } } });
const withTeam = { Condition: { StringEquals: { "aws:PrincipalTag/team": "blue" } } };

describe("permissions of two principals", () => {
  it("show a gain with the request that some session of the role may make", () => {
    const answer = checkContainment(of(ROLE, {}, { Action: ["iam:*", "s3:*"] }), of(ALICE, {}, { Action: ["s3:*"] }));
    expect(answer.kind === "notContained" && answer.counterexample.action).to.equal("iam:PassRole");
    expect(answer.kind === "notContained" && answer.counterexample.principal).to.equal(ROLE);
  });

  it("take the session that suits the passer best", () => {
    const inner = of(ROLE, {}, { Action: "s3:*" });
    const denied = {
      Effect: "Deny",
      Action: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    };
    expect(checkContainment(inner, of(ALICE, {}, { Action: "s3:*", ...withMfa("true") })).kind).to.equal("contained");
    expect(checkContainment(inner, of(ALICE, {}, { Action: "s3:*" }, denied)).kind).to.equal("contained");
  });

  it("are unknown where no one session suits the passer best", () => {
    const alice = of(ALICE, {}, { Action: "s3:*", ...withMfa("true") }, { Action: "ec2:*", ...withMfa("false") });
    const answer = checkContainment(of(ROLE, {}, { Action: "s3:*" }), alice);
    expect(answer.kind === "unknown" && answer.reason.code).to.equal("session-key");
  });

  it("are unknown where variables or escapes stand in the session conditions of the passer", () => {
    const withIdentity = (value: string): object => ({ Condition: { StringEquals: { "aws:SourceIdentity": value } } });
    for (const value of ["${aws:username}", "alic${?}"]) {
      const denied = { Effect: "Deny", Action: "*", ...withIdentity(value) };
      const alice = of(ALICE, {}, { Action: "s3:*", ...withIdentity("alice") }, denied);
      const answer = checkContainment(of(ROLE, {}, { Action: "s3:*" }), alice);
      expect(answer.kind === "unknown" && answer.reason.code, value).to.equal("session-key");
    }
  });

  it("are unknown where a key of the passer matters and is not known", () => {
    const inner = of(ROLE, { "aws:PrincipalTag/team": "red" }, { Action: "s3:*" });
    const answer = checkContainment(inner, of(ALICE, {}, { Action: "s3:*", ...withTeam }));
    expect(answer.kind === "unknown" && answer.reason.code).to.equal("principal-key");
    expect(
      checkContainment(inner, of(ALICE, { "aws:PrincipalTag/team": "blue" }, { Action: "s3:*", ...withTeam })).kind,
    ).to.equal("contained");
    expect(
      checkContainment(inner, of(ALICE, { "aws:PrincipalTag/team": "red" }, { Action: "s3:*", ...withTeam })).kind,
    ).to.equal("notContained");
  });

  it("lie within boundary, session policy and every level of SCPs", () => {
    const all = { identity: [policy({ Action: "*" })], permissionsBoundary: policy({ Action: ["s3:*", "ec2:*"] }) };
    const limited = effectivePermissions(
      {
        ...all,
        session: [policy({ Action: "*:Get*" })],
        scps: [[policy({ Action: "*" })], [policy({ Action: "*" }, { Effect: "Deny", Action: "ec2:*" })]],
      },
      { principal: ROLE },
    );
    const allowed = policy({ Action: "s3:Get*" }).document;
    expect(checkContainment(limited, allowed).kind).to.equal("contained");
    expect(checkContainment(allowed, limited).kind).to.equal("contained");
    expect(checkContainment(allowed, effectivePermissions(all, { principal: ROLE })).kind).to.equal("contained");
    expect(checkContainment(effectivePermissions(all, { principal: ROLE }), limited).kind).to.equal("notContained");
  });

  it("cannot make the same request", () => {
    const answer = checkDisjointness(of(ROLE, {}, { Action: "s3:*" }), of(ALICE, {}, { Action: "s3:*" }));
    expect(answer.kind === "unknown" && answer.reason.code).to.equal("different-principals");
  });
});
