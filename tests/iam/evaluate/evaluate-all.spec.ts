import { expect } from "chai";
import { evaluateAll, type AuthorizationRequest } from "../../../iam";
import { policy } from "../../support/policies";

const account = "arn:aws:ec2:eu-west-1:111122223333:";
const onResource = (resource: string, context: AuthorizationRequest["context"] = {}): AuthorizationRequest => ({
  principal: "arn:aws:iam::111122223333:user/u",
  action: "ec2:RunInstances",
  resource,
  context,
});
const allow = (Condition: object = {}) =>
  policy("launch", {
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "ec2:RunInstances", Resource: "*", Condition },
  });
const deny = (Condition: object) =>
  policy("guard", {
    Version: "2012-10-17",
    Statement: { Effect: "Deny", Action: "ec2:RunInstances", Resource: `${account}instance/*`, Condition },
  });
const instance = onResource(`${account}instance/*`, { "ec2:InstanceType": "t3.micro" });
const subnet = onResource(`${account}subnet/subnet-1`);

describe("evaluateAll", () => {
  it("allows when every resource is allowed, and names what allows each", () => {
    const result = evaluateAll([instance, subnet], { identity: [allow()] });
    expect(result.decision).to.equal("allowed");
    expect(result.deciding).to.have.length(2);
  });

  it("refuses when a key exists for one resource only", () => {
    const identity = [allow({ StringEquals: { "ec2:InstanceType": "t3.micro" } })];
    expect(evaluateAll([instance, subnet], { identity }).decision).to.equal("implicitDeny");
  });

  it("allows when IfExists spares the resources without the key", () => {
    const identity = [allow({ StringEqualsIfExists: { "ec2:InstanceType": "t3.micro" } })];
    expect(evaluateAll([instance, subnet], { identity }).decision).to.equal("allowed");
  });

  it("is refused by one refusal whatever is unknown of the others, explicitly before implicitly", () => {
    const unknown = [allow({ Foo: { "ec2:InstanceType": "t3.micro" } })];
    expect(evaluateAll([instance, subnet], { identity: unknown }).decision).to.equal("unknown");
    const denied = { identity: [...unknown, deny({ StringEquals: { "ec2:InstanceType": "t3.micro" } })] };
    expect(evaluateAll([subnet, instance], denied).decision).to.equal("explicitDeny");
    const other = { ...subnet, action: "ec2:CreateSubnet" };
    expect(evaluateAll([other, instance], { identity: unknown }).decision).to.equal("implicitDeny");
  });

  it("refuses to answer for no request", () => {
    expect(() => evaluateAll([], { identity: [] })).to.throw(RangeError, /got no request/);
  });
});
