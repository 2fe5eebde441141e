import { expect } from "chai";
import {
  checkContainment,
  checkDisjointness,
  describeCounterexample,
  describeRequest,
  parsePolicyDocument,
  symbolicDocument,
  symbolPlaceholder,
  type NamedPolicy,
  type PolicyDocument,
} from "../../../iam";

const read = (id: string, ...statements: readonly object[]): NamedPolicy => {
  const Statement = statements.map((one) => ({ Effect: "Allow", Action: "s3:*", Resource: "*", ...one }));
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return { id, document: result.document };
};
const described = (inner: NamedPolicy | PolicyDocument, outer: NamedPolicy | PolicyDocument): readonly string[] => {
  const [one, other] = [inner, outer].map((side) => ("id" in side && "document" in side ? [side] : side));
  const answer = checkContainment(one as NamedPolicy[], other as NamedPolicy[]);
  if (answer.kind !== "notContained") throw new Error(answer.kind);
  return describeCounterexample(answer, other as NamedPolicy[]);
};

describe("describeCounterexample", () => {
  it("says who does what on what, by which statement, and what the nearest statements ask for", () => {
    const team = { StringEquals: { "aws:PrincipalTag/team": "blue" } };
    const inner = read("new", { Sid: "Put", Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*" });
    const outer = read("old", { Action: "sqs:*" }, { Sid: "Team", Action: "s3:Put*", Condition: team });
    expect(described(inner, outer)).to.deep.equal([
      "who: arn:aws:iam::111122223333:role/example",
      "does: s3:PutObject",
      "on: arn:aws:s3:::b/x",
      "allowed by: new /Statement/0 (Put)",
      "not allowed before: no statement allows it",
      "old /Statement/0 does not: its Action does not cover `s3:PutObject`",
      "old /Statement/1 (Team) does not: `StringEquals` on `aws:PrincipalTag/team` does not hold: the request has no such key, the policy names `blue`",
    ]);
  });

  it("tells the nearest three of many statements, the ones with the least in the way first", () => {
    const far = { Action: "sqs:*", Resource: "arn:aws:sqs:*:*:q" };
    const lines = described(read("new", {}), read("old", far, far, far, { Resource: "arn:aws:s3:::b" }));
    expect(lines.filter((line) => line.includes(" does not: "))).to.have.length(3);
    expect(lines).to.include("not allowed before: no statement allows it, the nearest of 4 are");
    expect(lines.find((line) => line.includes("old "))).to.include("old /Statement/3 does not: its Resource");
  });

  it("names the conditions and the statement that denies", () => {
    const Condition = { Bool: { "aws:SecureTransport": "false" } };
    const lines = described(read("new", {}), read("old", {}, { Sid: "Tls", Effect: "Deny", Condition }));
    expect(lines).to.include('under: aws:SecureTransport = "false"');
    expect(lines).to.include("not allowed before: denied by old /Statement/1 (Tls)");
  });

  it("names the values of symbols by their labels", () => {
    const document = {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "s3:*", Resource: symbolPlaceholder(0) },
    };
    const symbols = [{ id: "urn#arn", label: "arn of bucket photos" }];
    const subject = { urn: "u", property: "policy" };
    const result = symbolicDocument({ formatVersion: 1, policyType: "identity", subject, document, symbols });
    if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
    const lines = described(read("new", { Resource: "arn:aws:s3:::photos" }), result.document);
    expect(lines.find((line) => line.startsWith("if "))).to.match(/^if arn of bucket photos is: "/);
  });
});

describe("describeRequest", () => {
  it("says what both sides of an overlap allow", () => {
    const answer = checkDisjointness([read("a", { Action: "s3:Get*" })], [read("b", { Action: "*:GetObject" })]);
    if (answer.kind !== "overlapping") throw new Error(answer.kind);
    expect(describeRequest(answer)).to.deep.equal([
      "who: arn:aws:iam::111122223333:role/example",
      "does: s3:GetObject",
      "on: arn:aws:s3:::example-bucket/example",
    ]);
  });
});
