import { expect } from "chai";
import type { Containment, PermissionSource } from "../../../iam/contain/containment";
import { describeCounterexample, describeRequest } from "../../../iam/contain/describe-counterexample";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import type { PolicyType } from "../../../iam/document/policy-document";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf } from "../../support/containment";

type Difference = Containment & { readonly kind: "notContained" };

const ROLE = "arn:aws:iam::111122223333:role/r";
const DIFFERENCE: Difference = {
  kind: "notContained",
  counterexample: { principal: ROLE, action: "s3:GetObject", resource: "arn:aws:s3:::b/k", context: {} },
  allowedBy: [{ policyId: "new", statementIndex: 0, pointer: "/Statement/0" }],
  notAllowedBecause: "noStatementAllows",
};
const NAMED = [
  "who: arn:aws:iam::111122223333:role/r",
  "does: s3:GetObject",
  "on: arn:aws:s3:::b/k",
  "allowed by: new /Statement/0",
];

/** What is said beyond who does what, and by which statement. */
function because(
  outer: PermissionSource,
  policyType?: PolicyType,
  difference: Partial<Difference> = {},
): readonly string[] {
  const options = policyType === undefined ? {} : { policyType };
  const lines = describeCounterexample({ ...DIFFERENCE, ...difference }, outer, options);
  expect(lines.slice(0, 4)).to.deep.equal(NAMED);
  return lines.slice(4);
}

describe("what is said of a request", () => {
  it("is each key and each value of a symbol, by its name where it has one", () => {
    const request = { ...DIFFERENCE.counterexample, context: { "aws:SourceIp": "10.0.0.1", "s:list": ["a", "b"] } };
    expect(describeRequest({ request, symbols: { s: "x", t: "y" } }, new Map([["s", "name of b"]]))).to.deep.equal([
      ...NAMED.slice(0, 3),
      'under: aws:SourceIp = "10.0.0.1", s:list = ["a","b"]',
      'if name of b is: "x"',
      'if t is: "y"',
    ]);
    expect(describeRequest({ request: DIFFERENCE.counterexample })).to.deep.equal(NAMED.slice(0, 3));
  });
});

describe("why the other side does not allow a request", () => {
  it("is told of every statement that allows or denies", () => {
    const reference = (index: number, sid?: string) => ({
      policyId: "p",
      statementIndex: index,
      pointer: `/Statement/${index}`,
      ...(sid !== undefined && { sid }),
    });
    const two = [reference(0, "First"), reference(1)];
    const lines = describeCounterexample({ ...DIFFERENCE, allowedBy: two, notAllowedBecause: two }, documentOf([{}]));
    expect(lines.slice(3)).to.deep.equal([
      "allowed by: p /Statement/0 (First), p /Statement/1",
      "not allowed before: denied by p /Statement/0 (First), p /Statement/1",
    ]);
  });

  it("is not told of statements that deny something else", () => {
    const outer = documentOf([{ Effect: "Deny", Action: "ec2:*" }, { Action: "sqs:*" }, { Action: "sns:*" }]);
    expect(because(outer)[0]).to.equal("not allowed before: no statement allows it");
    expect(because(outer).filter((line) => line.startsWith("document /Statement/0"))).to.deep.equal([]);
  });

  it("is that no statement does, where there is none", () => {
    expect(because(documentOf([{ Effect: "Deny" }]))).to.deep.equal(["not allowed before: no statement allows it"]);
  });

  it("is told of all statements where they are three, the nearest first", () => {
    const outer = documentOf([
      { Action: "sqs:*", Resource: "arn:aws:sqs:*:*:q" },
      { Action: "sqs:*" },
      { Resource: "arn:aws:s3:::c", Action: "sqs:*", Condition: { StringEquals: { "s:k": "a" } } },
    ]);
    const lines = because(outer);
    expect(lines[0]).to.equal("not allowed before: no statement allows it");
    expect(lines.slice(1).map((line) => line.slice(0, "document /Statement/0".length))).to.deep.equal([
      "document /Statement/1",
      "document /Statement/0",
      "document /Statement/2",
    ]);
    expect(lines[2]).to.equal(
      "document /Statement/0 does not: its Action does not cover `s3:GetObject`; its Resource does not cover `arn:aws:s3:::b/k`",
    );
  });

  it("is not told of statements that match, where another kind of policies does not allow", () => {
    const identity = [{ id: "p", document: documentOf([{}]) }];
    const permissionsBoundary = { id: "b", document: documentOf([{ Action: "sqs:*" }]) };
    const outer = effectivePermissions({ identity, permissionsBoundary }, { principal: ROLE });
    const [, ...told] = because(outer);
    expect(told).to.deep.equal(["b /Statement/0 does not: its Action does not cover `s3:GetObject`"]);
  });

  it("is told of the principal whom the other side is about", () => {
    const asking = { Condition: { StringEquals: { "aws:PrincipalTag/team": "blue" } } };
    const outer = effectivePermissions(
      { identity: [{ id: "p", document: documentOf([asking]) }] },
      { principal: "arn:aws:iam::111122223333:user/alice", context: { "aws:PrincipalTag/team": "red" } },
    );
    expect(because(outer)[1]).to.include("the request has `red`");
  });

  it("is told with the values of symbols", () => {
    const symbols = [{ id: "bucket", label: "arn of bucket b" }];
    const outer = documentOf([{ Resource: symbolPlaceholder(0) }], { symbols });
    const because = describeCounterexample({ ...DIFFERENCE, symbols: { bucket: "arn:aws:s3:::x" } }, outer);
    expect(because.slice(3)).to.deep.equal([
      'if arn of bucket b is: "arn:aws:s3:::x"',
      "allowed by: new /Statement/0",
      "not allowed before: no statement allows it",
      "document /Statement/0 does not: its Resource does not cover `arn:aws:s3:::b/k`",
    ]);
    const lines = [[outer], [{ id: "old", document: outer }]].map(
      (one) => describeCounterexample({ ...DIFFERENCE, symbols: { bucket: "x" } }, one as PermissionSource)[3],
    );
    expect(lines).to.deep.equal(Array(2).fill('if arn of bucket b is: "x"'));
    const effective = effectivePermissions({ identity: [{ id: "old", document: outer }] }, { principal: ROLE });
    expect(describeCounterexample({ ...DIFFERENCE, symbols: { bucket: "x" } }, effective)[3]).to.equal(
      'if bucket is: "x"',
    );
  });

  it("is told of documents as what they are", () => {
    const ofOthers = documentOf([{ Principal: { AWS: "arn:aws:iam::111122223333:user/alice" } }], {
      policyType: "resource",
    });
    const problem = `document /Statement/0 does not: its Principal does not cover \`${ROLE}\``;
    expect(because(ofOthers)[1]).to.equal(problem);
    expect(because(ofOthers, "trust")[1]).to.equal(problem);
    const ofHolder = documentOf([{ Action: "sqs:*" }]);
    expect(because(ofHolder)[1]).to.not.include("Principal");
    expect(because(ofHolder, "resource")[1]).to.include("its Principal does not cover");
    expect(because([ofHolder, ofOthers]).join()).to.include("document 1 /Statement/0 does not: its Principal");
  });
});
