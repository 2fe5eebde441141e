import { expect } from "chai";
import { compilePolicies, explain } from "../../../iam";
import { policy } from "../../support/policies";

const ROLE = "arn:aws:iam::111122223333:role/app";
const identity = policy("app", {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Read",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::photos/*",
      Condition: { StringEquals: { "aws:PrincipalTag/team": ["media", "web"] }, Null: { "aws:TagKeys": "true" } },
    },
    { Effect: "Deny", NotAction: "s3:*", NotResource: "arn:aws:s3:::photos/x", Condition: { Foo: { "a:b": "1" } } },
  ],
});
const asked = (more: object = {}) => ({
  principal: ROLE,
  action: "s3:GetObject",
  resource: "arn:aws:s3:::photos/x",
  context: { "aws:PrincipalTag/team": "media", ...more },
});

describe("explain", () => {
  it("says what allows", () => {
    expect(explain(asked(), { identity: [identity] })).to.deep.equal([
      `Allowed: \`${ROLE}\` doing \`s3:GetObject\` on \`arn:aws:s3:::photos/x\`, by \`app\` at \`/Statement/0\`.`,
      "Identity policies: the Allow statement at `/Statement/0` of `app`, Sid `Read` matches.",
      "Identity policies: the Deny statement at `/Statement/1` of `app` does not match: its NotAction does not cover " +
        "`s3:GetObject`; its NotResource does not cover `arn:aws:s3:::photos/x`; whether `Foo` on `a:b` holds is unknown, " +
        "because the condition operator `Foo` is not known.",
    ]);
  });

  it("says which key and operator fails, and what the request has", () => {
    const lines = explain(asked({ "aws:PrincipalTag/team": "ops", "aws:TagKeys": ["a", "b"] }), {
      identity: [identity],
    });
    expect(lines[0]).to.match(/^Implicitly denied: .* since no statement of the identity policies allows it\.$/);
    expect(lines[1]).to.contain(
      "`StringEquals` on `aws:PrincipalTag/team` does not hold: the request has `ops`, the policy names `media`, `web`; " +
        "`Null` on `aws:TagKeys` does not hold: the request has `a`, `b`, the policy names `true`.",
    );
  });

  it("says that a key is missing", () => {
    const lines = explain({ ...asked(), context: {} }, { identity: [identity] });
    expect(lines[1]).to.contain("the request has no such key, the policy names `media`, `web`");
  });

  it("says what is unknown", () => {
    const lines = explain({ ...asked(), action: "ec2:RunInstances", resource: "*" }, { identity: [identity] });
    expect(lines[0]).to.match(/^Unknown: .* because the condition operator `Foo` is not known\.$/);
    expect(lines[2]).to.contain("of `app` may match: whether `Foo` on `a:b` holds is unknown");
  });

  it("says which kinds take no part, and why", () => {
    const everything = policy("all", {
      Version: "2012-10-17",
      Statement: { Effect: "Deny", Action: "*", Resource: "*" },
    });
    const policies = compilePolicies({
      identity: [],
      permissionsBoundary: everything,
      session: [everything],
      resource: policy("bucket", {
        Version: "2012-10-17",
        Statement: { Effect: "Deny", Principal: { AWS: "111122223333" }, Action: "s3:*", Resource: "*" },
      }),
      scps: [[everything]],
      rcps: [[], [everything]],
    });
    expect(explain({ ...asked(), principal: "ec2.amazonaws.com", action: "ec2:RunInstances" }, policies)).to.deep.equal(
      [
        "Implicitly denied: `ec2.amazonaws.com` doing `ec2:RunInstances` on `arn:aws:s3:::photos/x`, since no statement " +
          "of the resource policy allows it.",
        "Identity policies: takes no part, because the caller is no user, role or session.",
        "Permissions boundary: takes no part, because the caller is no user, role or session.",
        "Session policies: takes no part, because the caller is no user, role or session.",
        "Resource policy: the Deny statement at `/Statement` of `bucket` does not match: its Principal does not cover " +
          "`ec2.amazonaws.com`; its Action does not cover `ec2:RunInstances`.",
        "SCPs of level 1: takes no part, because SCPs do not limit this caller.",
        "RCPs of level 1: takes no part, because RCPs do not limit this action, resource or caller.",
        "RCPs of level 2: takes no part, because RCPs do not limit this action, resource or caller.",
      ],
    );
    const root = explain({ ...asked(), principal: "arn:aws:iam::111122223333:root" }, policies);
    expect(root[0]).to.match(/^Explicitly denied: .*, by `bucket` at `\/Statement`, `all` at `\/Statement`.*\.$/);
    expect(root[1]).to.equal("Identity policies: takes no part, because it does not limit the account's root user.");
    expect(root).to.include("RCPs of level 1: no statement.");
  });
});
