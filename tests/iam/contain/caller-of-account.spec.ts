import { expect } from "chai";
import { checkContainment, effectivePermissions, parsePolicyDocument, type PolicyDocument } from "../../../iam";
import { ANY_CALLER, byCallerOfAccount } from "../../../iam/contain/caller-of-account";

function allowing(Action: string, Resource: string): PolicyDocument {
  const Statement = [{ Effect: "Allow", Action, Resource }];
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

const NOTHING = allowing("s3:GetObject", "arn:aws:s3:::none");
const ROLE = "arn:aws:iam::444455556666:role/batch";

describe("who makes the request of a counterexample, where anybody can", () => {
  const callerIn = (...question: Parameters<typeof checkContainment>): string => {
    const answer = checkContainment(...question);
    if (answer.kind !== "notContained") throw new Error(answer.kind);
    return answer.counterexample.principal;
  };

  it("is of the resource's account", () => {
    expect(callerIn(allowing("iam:PassRole", ROLE), NOTHING)).to.equal("arn:aws:iam::444455556666:role/example");
  });

  it("is of the resource's partition", () => {
    const topic = allowing("sns:Publish", "arn:aws-cn:sns:cn-north-1:444455556666:alarms");
    expect(callerIn(topic, NOTHING)).to.equal("arn:aws-cn:iam::444455556666:role/example");
  });

  it("is of some account where the resource names none", () => {
    expect(callerIn(allowing("s3:GetObject", "arn:aws:s3:::b/k"), NOTHING)).to.equal(
      "arn:aws:iam::111122223333:role/example",
    );
  });

  it("is the principal that was asked about", () => {
    const principal = "arn:aws:iam::111122223333:role/example";
    const identity = [{ id: "p", document: allowing("iam:PassRole", ROLE) }];
    expect(callerIn(effectivePermissions({ identity }, { principal }), NOTHING)).to.equal(principal);
  });
});

describe("byCallerOfAccount", () => {
  const OTHER = "arn:aws:iam::111122223333:role/other";
  const cases: readonly (readonly [principal: string, resource: string, want: string | undefined])[] = [
    [ANY_CALLER, "arn:aws:iam::444455556666:role/x", "arn:aws:iam::444455556666:role/example"],
    [ANY_CALLER, "arn:aws-cn:s3:::b", "arn:aws-cn:iam::111122223333:role/example"],
    [ANY_CALLER, "arn:aws:iam::4444555566667:role/x", undefined],
    [ANY_CALLER, "arn:aws:iam::x444455556666:role/x", undefined],
    [ANY_CALLER, "arn:aws:s3:::b", undefined],
    [ANY_CALLER, "arn:a*s:s3::444455556666:b", undefined],
    [ANY_CALLER, "arn:-:s3::444455556666:b", undefined],
    [ANY_CALLER, "*", undefined],
    [OTHER, "arn:aws:iam::444455556666:role/x", undefined],
  ];
  for (const [principal, resource, want] of cases) {
    it(`${resource} asked for by ${principal}: ${want ?? "as it is"}`, () => {
      const request = { principal, action: "iam:GetRole", resource, context: { "s:k": "a" } };
      const found = byCallerOfAccount(request, { all: [] });
      expect(found).to.deep.equal(want === undefined ? [] : [{ ...request, principal: want }]);
    });
  }
});
