import { expect } from "chai";
import { judgeAdministratorAccess, judgePassing, parsePolicyDocument, type PolicyDocument } from "../../../iam";

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

  it("leave it decided by their resources too, but not where a pattern, a variable or a short ARN may match", () => {
    const pass = (resource: object): string =>
      judgePassing(
        documentOf({ Effect: "Allow", Action: "iam:PassRole", ...resource }),
        "arn:aws:iam::111122223333:role/web",
        ["*"],
      ).kind;
    const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
    for (const Resource of [
      "*",
      "arn:*",
      role("w*"),
      role("*b"),
      role("w?b"),
      "arn:aws:iam::${aws:PrincipalAccount}:role/web",
    ]) {
      expect(pass({ Resource }), Resource).to.equal("granted");
    }
    expect(pass({ NotResource: role("other") })).to.equal("granted");
    for (const Resource of [role("other"), role("x*"), role("*c"), "arn:aws:s3:::*"]) {
      expect(pass({ Resource }), Resource).to.equal("notGranted");
    }
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
