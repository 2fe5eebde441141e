import { expect } from "chai";
import { checkRequest, type AuthorizationRequest } from "../../../iam";

const REQUEST: AuthorizationRequest = {
  principal: "arn:aws:iam::111122223333:role/app",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::photos/x",
  context: {},
};
const issues = (changed: Partial<AuthorizationRequest>) => checkRequest({ ...REQUEST, ...changed });
const messageOf = (changed: Partial<AuthorizationRequest>) => issues(changed).map(({ message }) => message);

describe("checkRequest", () => {
  it("takes every form of a caller", () => {
    for (const principal of [
      "*",
      "arn:aws:iam::111122223333:root",
      "arn:aws:iam::111122223333:user/division/alice",
      "arn:aws-cn:iam::111122223333:role/app",
      "arn:aws:sts::111122223333:assumed-role/app/i-0123",
      "arn:aws:sts::111122223333:federated-user/bob",
      "arn:aws:iam::111122223333:saml-provider/corp",
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
      "ec2.amazonaws.com",
      "ec2.amazonaws.com.cn",
      "graph.facebook.com",
      "cognito-identity.amazonaws.com",
      "a".repeat(64),
    ]) {
      expect(issues({ principal }), principal).to.deep.equal([]);
    }
  });

  it("refuses callers of no known form", () => {
    for (const principal of [
      "",
      "nonsense",
      "alice",
      "arn:aws:iam::111122223333:role/*",
      "arn:aws:iam::123:role/app",
      "arn:aws:iam::111122223333:role/",
      "arn:aws:iam::111122223333:group/admins",
      "arn:aws:s3:::photos",
      "111122223333",
      ".amazonaws.com",
      "a b.example.com",
    ]) {
      expect(issues({ principal }), principal).to.have.length(1);
      expect(messageOf({ principal })[0]).to.match(/^got `.*`, expected the ARN of a user, role, role session, /);
    }
  });

  it("takes one action, without wildcards", () => {
    expect(issues({ action: "vpc-lattice:AssociateViaAWSService-EventsAndStates" })).to.deep.equal([]);
    for (const action of ["s3", "s3:", ":GetObject", "s3:Get*", "*", "s3:Get Object", "s3:a:b", ""]) {
      expect(
        issues({ action }).map(({ pointer }) => pointer),
        action,
      ).to.deep.equal(["/action"]);
    }
    expect(messageOf({ action: "s3:Get?" })[0]).to.match(/wildcards stand in policies$/);
    expect(messageOf({ action: "s3" })[0]).to.match(/such as `s3:GetObject`$/);
  });

  it("takes one ARN or *", () => {
    for (const resource of ["*", "arn:aws:s3:::photos/a*b"]) expect(issues({ resource }), resource).to.deep.equal([]);
    for (const resource of ["", "photos", "arn:aws:s3:::", "**"]) {
      expect(
        issues({ resource }).map(({ pointer }) => pointer),
        resource,
      ).to.deep.equal(["/resource"]);
    }
    expect(issues({ resourceAccount: "111122223333" })).to.deep.equal([]);
    expect(issues({ resourceAccount: "1234" }).map(({ pointer }) => pointer)).to.deep.equal(["/resourceAccount"]);
  });

  it("takes each condition key once, with its service", () => {
    expect(issues({ context: { "aws:SourceIp": "1.2.3.4", "aws:PrincipalTag/a/b": "x" } })).to.deep.equal([]);
    expect(issues({ context: { SourceIp: "1.2.3.4", ":x": "", "aws:": "" } })).to.have.length(3);
    expect(issues({ context: { "aws:SourceIp": "1.2.3.4", "AWS:sourceip": "5.6.7.8", "a/b": "" } })).to.deep.equal([
      {
        pointer: "/context/AWS:sourceip",
        message: "`AWS:sourceip` and `aws:SourceIp` are one condition key: case does not count",
      },
      {
        pointer: "/context/a~1b",
        message: "got `a/b`, expected a condition key with its service, such as `aws:SourceIp`",
      },
    ]);
  });

  it("names everything that is wrong", () => {
    const wrong = { principal: "x", action: "x", resource: "x", resourceAccount: "x", context: { x: "x" } };
    expect(issues(wrong).map(({ pointer }) => pointer)).to.deep.equal([
      "/principal",
      "/action",
      "/resource",
      "/resourceAccount",
      "/context/x",
    ]);
  });
});
