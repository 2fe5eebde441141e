import { expect } from "chai";
import { allCallers, type CallerKind } from "../../../iam/contain/caller";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { isAbstract, requestOf } from "../../../iam/contain/request-of-parts";
import type { FixedCaller, StatementEnvironment } from "../../../iam/contain/statement-env";
import type { Side } from "../../../iam/contain/side";
import { RESOURCE_IN_ACCOUNT } from "../../../iam/contain/universe";
import { bundledCatalogue } from "../../../iam/data/bundled-catalogue";
import type { AuthorizationRequest } from "../../../iam/evaluate/authorization-request";
import { opaqueText } from "../../../iam/pattern/letters";
import { documentOf, environmentOf, readGoalOf } from "../../support/containment";

const FIXED: FixedCaller = { kind: "fixed", principal: "arn:aws:iam::111122223333:role/r", fact: () => undefined };
type Found = Readonly<Record<string, string | readonly string[] | undefined>>;

function written(
  parts: Found,
  environment: StatementEnvironment = environmentOf({ caller: FIXED }),
  sides: readonly Side[] = [],
): AuthorizationRequest {
  const all = { action: "s3:getobject", resource: "arn:aws:s3:::b/k", ...parts };
  return requestOf(new Map(Object.entries(all)), environment, { allowed: sides, all: sides });
}

function callerOf(kind: CallerKind["kind"]): StatementEnvironment {
  const found = allCallers([]).find((one) => one.kind === kind);
  if (found === undefined) throw new Error(kind);
  return environmentOf({ caller: found });
}

const sidesOf = (...actions: readonly object[]): readonly Side[] =>
  readGoalOf([documentOf(actions)], undefined).allowed;

describe("whether parts stand for many requests", () => {
  const X = opaqueText(0);
  const cases: readonly (readonly [found: Found, abstract: boolean])[] = [
    [{ action: "s3:x", "s:k": undefined }, false],
    [{ action: "s3:x", "s:k": ["a", "b"] }, false],
    [{ action: "s3:x", resource: `arn:aws:s3:::${X}` }, true],
    [{ action: "s3:x", "s:k": ["a", X] }, true],
  ];
  for (const [found, abstract] of cases) {
    it(`${abstract ? "they do" : "they do not"}: ${Object.keys(found).join()}`, () => {
      expect(isAbstract(new Map(Object.entries(found)))).to.equal(abstract);
    });
  }
});

describe("the request of parts", () => {
  it("has the keys that are there, under the names written in the policies", () => {
    const name = {
      name: "S:Key",
      isMultiValued: false,
      onlyFamily: undefined,
      isBoolean: false,
      isArn: false,
      decimals: 0,
    };
    const environment = environmentOf({ caller: FIXED, keys: new Map([["s:key", name]]) });
    const parts = { "s:key": "v", "s:list": ["a", "b"], "s:none": undefined, "unknown s:x": "y", principal: "z" };
    expect(written(parts, environment)).to.deep.equal({
      principal: FIXED.principal,
      action: "s3:getobject",
      resource: "arn:aws:s3:::b/k",
      context: { "S:Key": "v", "s:list": ["a", "b"] },
    });
  });

  it("leaves keys out that follow from the caller or the resource", () => {
    const environment = { ...callerOf("user"), resource: RESOURCE_IN_ACCOUNT };
    const parts = {
      principal: "arn:aws:iam::111122223333:user/ann",
      "aws:username": "ann",
      "aws:resourceaccount": "1",
    };
    expect(written(parts, environment).context).to.deep.equal({});
  });

  it("has the keys that a side fixes", () => {
    const context = { "aws:PrincipalTag/team": "blue" };
    const side = effectivePermissions(
      { identity: [{ id: "p", document: documentOf([{}]) }] },
      { principal: FIXED.principal, context },
    );
    const sides = readGoalOf([side], undefined).allowed;
    expect(written({ "s:k": "v" }, undefined, sides).context).to.deep.equal({ "s:k": "v", ...context });
  });

  it("is made by the caller that was found", () => {
    const ann = "arn:aws:iam::111122223333:user/ann";
    expect(written({ principal: ann }, callerOf("user")))
      .to.include({ principal: ann })
      .and.have.deep.property("context", {});
    expect(written({ principal: "ec2.amazonaws.com" }, callerOf("service")).principal).to.equal("ec2.amazonaws.com");
  });

  it("is made by a session of the role that was found, whose ARN is in it", () => {
    const role = "arn:aws-cn:iam::111122223333:role/ci/deploy";
    expect(written({ principal: role }, callerOf("roleSession"))).to.deep.include({
      principal: "arn:aws-cn:sts::111122223333:assumed-role/deploy/session",
      context: { "aws:PrincipalArn": role },
    });
  });

  it("is made by the session that a policy names", () => {
    const session = "arn:aws:sts::111122223333:assumed-role/deploy/run";
    const named = { aws: [session], service: [], federated: [], canonicalUser: [] };
    const caller = allCallers([named]).find((one) => one.session === session);
    if (caller === undefined) throw new Error(session);
    const role = "arn:aws:iam::111122223333:role/deploy";
    expect(written({ principal: role }, environmentOf({ caller }))).to.deep.include({
      principal: session,
      context: { "aws:PrincipalArn": role },
    });
  });
});

describe("the action of a request", () => {
  it("is written as the refusing side writes it too, whose keys are not its own", () => {
    const context = { "aws:PrincipalTag/team": "blue" };
    const identity = [{ id: "p", document: documentOf([{ Action: "s3:GetObject" }]) }];
    const refusing = readGoalOf(
      [effectivePermissions({ identity }, { principal: FIXED.principal, context })],
      undefined,
    );
    const parts = new Map([
      ["action", "s3:getobject"],
      ["resource", "*"],
    ]);
    const found = requestOf(parts, environmentOf({ caller: FIXED }), { allowed: [], all: refusing.all });
    expect([found.action, found.context]).to.deep.equal(["s3:GetObject", {}]);
  });

  const cases: readonly (readonly [entries: readonly object[], action: string, want: string])[] = [
    [[{ Action: "s3:GetObject" }], "s3:getobject", "s3:GetObject"],
    [[{ NotAction: "s3:GetObject" }], "s3:getobject", "s3:GetObject"],
    [[{ Action: "s3:Get*" }], "s3:getobjectx", "s3:Getobjectx"],
    [[{ Action: "s3:*Object" }], "s3:getobject", "s3:getObject"],
    [[{ Action: "s3:Get*ject" }], "s3:getobject", "s3:Getobject"],
    [[{ Action: ["s3:G*", "s3:GetO*", "s3:Get*"] }], "s3:getobject", "s3:GetObject"],
    [[{ Action: ["*t", "*:GetObject", "*Object"] }], "s3:getobject", "s3:GetObject"],
    [[{ Action: "SQS:*" }], "s3:getobject", "s3:getobject"],
    [[{ Action: "s3:Get?bject" }], "s3:getxbject", "s3:Getxbject"],
    [[{ Action: "s3:GetOb*" }, { Action: "*tObject" }], "s3:getobject", "s3:GetObject"],
    [[{ Action: "s3:GetO*" }, { Action: "*bJect" }], "s3:getobject", "s3:GetObJect"],
    [[{ Action: "*" }], "x:y", "x:y"],
  ];
  for (const [entries, action, want] of cases) {
    it(`is ${want} under ${JSON.stringify(entries)}`, () => {
      expect(written({ action }, undefined, sidesOf(...entries)).action).to.equal(want);
    });
  }

  it("is as the catalogue writes it, where it is listed", () => {
    const catalogue = bundledCatalogue();
    const ask = (action: string): string => {
      const parts = new Map([
        ["action", action],
        ["resource", "*"],
      ]);
      const sides = sidesOf({ Action: "s3:getOBJECT" });
      return requestOf(parts, environmentOf({ caller: FIXED }), { allowed: sides, all: sides }, catalogue).action;
    };
    expect(ask("s3:getobject")).to.equal("s3:GetObject");
    expect(ask("s3:getobjects")).to.equal("s3:getOBJECTs");
  });
});
