import { expect } from "chai";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { reduceRequest } from "../../../iam/contain/reduce-request";
import type { AuthorizationRequest } from "../../../iam/evaluate/authorization-request";
import { documentOf, readGoalOf } from "../../support/containment";

const ROLE = "arn:aws:iam::111122223333:role/r";
const when = (operator: string, conditions: Readonly<Record<string, string | readonly string[]>>): object => ({
  Condition: { [operator]: conditions },
});
const request = (context: AuthorizationRequest["context"]): AuthorizationRequest => ({
  principal: ROLE,
  action: "s3:GetObject",
  resource: "*",
  context,
});

/** What is left of the context of a request that the statements allow. */
function left(
  context: AuthorizationRequest["context"],
  ...statements: readonly object[]
): AuthorizationRequest["context"] {
  return reduceRequest(request(context), readGoalOf([documentOf(statements)], undefined)).context;
}

describe("reduceRequest", () => {
  it("leaves out keys that the request serves without, and keeps the others", () => {
    expect(left({ "s:a": "x", "s:b": "y", "s:c": "z" }, when("StringEquals", { "s:b": "y" }))).to.deep.equal({
      "s:b": "y",
    });
    expect(left({ "s:a": "x" }, {})).to.deep.equal({});
  });

  it("returns a request as it is where nothing can be left out", () => {
    const same = request({ "s:b": "y" });
    const goal = readGoalOf([documentOf([when("StringEquals", { "s:b": "y" })])], undefined);
    expect(reduceRequest(same, goal)).to.equal(same);
  });

  it("leaves out a key that was needed only beside another one", () => {
    const denied = { Effect: "Deny", ...when("StringEquals", { "s:b": "y" }) };
    const both = { Effect: "Deny", Condition: { StringEquals: { "s:b": "y" }, Null: { "s:a": "true" } } };
    expect(left({ "s:a": "x", "s:b": "y" }, {}, both)).to.deep.equal({});
    expect(left({ "s:a": "x" }, {}, denied)).to.deep.equal({});
  });

  it("leaves one value of a list where one serves, and the list where not", () => {
    const any = when("ForAnyValue:StringEquals", { "s:k": "b" });
    expect(left({ "s:k": ["a", "b", "c"] }, any)).to.deep.equal({ "s:k": ["b"] });
    expect(left({ "s:k": ["a", "b"] }, any)).to.deep.equal({ "s:k": ["b"] });
    expect(left({ "s:k": ["b"] }, any)).to.deep.equal({ "s:k": ["b"] });
    const two = {
      Condition: { "ForAnyValue:StringEquals": { "s:k": "a" }, "ForAnyValue:StringLike": { "s:k": "b" } },
    };
    expect(left({ "s:k": ["a", "b"] }, two)).to.deep.equal({ "s:k": ["a", "b"] });
  });

  it("keeps the keys that a side fixes", () => {
    const context = { "aws:PrincipalTag/team": "blue" };
    const identity = [{ id: "p", document: documentOf([{}]) }];
    const goal = readGoalOf([effectivePermissions({ identity }, { principal: ROLE, context })], undefined);
    expect(reduceRequest(request({ ...context, "s:a": "x" }), goal).context).to.deep.equal(context);
  });

  it("keeps keys that never come alone, where both are there", () => {
    const pair = { "aws:SourceVpc": "vpc-1", "aws:SourceVpce": "vpce-1" };
    expect(left({ ...pair, "s:a": "x" }, when("StringEquals", { "aws:SourceVpc": "vpc-1" }))).to.deep.equal(pair);
    expect(left({ "aws:SourceVpc": "vpc-1" }, {})).to.deep.equal({});
  });
});
