import { expect } from "chai";
import { judgeAdministratorAccess, parsePolicyDocument, type PolicyDocument } from "../../../iam";

function documentOf(statement: object): PolicyDocument {
  const parsed = parsePolicyDocument({ Version: "2012-10-17", Statement: statement });
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.issues));
  return parsed.document;
}

describe("statements that cannot bear on a question", () => {
  const allow = (actions: object): PolicyDocument =>
    documentOf({ Effect: "Allow", ...actions, Resource: "*", Condition: { Odd: { "aws:username": "a" } } });

  it("leave it decided, whatever their conditions", () => {
    expect(judgeAdministratorAccess(allow({ Action: ["s3:GetObject", "sqs:*"] })).kind).to.equal("notGranted");
  });

  it("are not those whose patterns or exclusions may match", () => {
    const plain = (actions: object): PolicyDocument => documentOf({ Effect: "Allow", ...actions, Resource: "*" });
    for (const actions of [
      { Action: "i?m:put*" },
      { Action: "*" },
      { NotAction: "s3:*" },
      { Action: "IAM:PutRolePolicy" },
    ]) {
      expect(judgeAdministratorAccess(plain(actions)).kind, JSON.stringify(actions)).to.equal("granted");
    }
  });
});
