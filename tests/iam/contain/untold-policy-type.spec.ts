import { expect } from "chai";
import {
  checkContainment,
  checkDisjointness,
  parsePolicyDocument,
  type PolicyDocument,
  type PolicyType,
} from "../../../iam";

function documentOf(policyType: PolicyType, ...statements: readonly object[]): PolicyDocument {
  const Statement = statements.map((one) => ({ Effect: "Allow", ...one }));
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement }, { policyType });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

const service = (name: string): object => ({ Principal: { Service: `${name}.amazonaws.com` } });
const queue = (name: string): PolicyDocument =>
  documentOf("resource", { ...service(name), Action: "sqs:SendMessage", Resource: "*" });
const trust = (name: string): PolicyDocument => documentOf("trust", { ...service(name), Action: "sts:AssumeRole" });
const ofHolder = documentOf("identity", { Action: "sqs:SendMessage", Resource: "*" });

describe("a question without a policy type", () => {
  it("about documents that name principals is one about resource policies", () => {
    expect(checkContainment(queue("s3"), queue("sns")).kind).to.equal("notContained");
    expect(checkContainment(queue("s3"), queue("s3")).kind).to.equal("contained");
    expect(checkDisjointness(queue("s3"), queue("s3")).kind).to.equal("overlapping");
  });

  it("about documents with principals and without resources is one about trust policies", () => {
    expect(checkContainment(trust("ec2"), trust("lambda")).kind).to.equal("notContained");
    expect(checkContainment(trust("ec2"), trust("ec2")).kind).to.equal("contained");
  });

  it("about documents of both kinds is not decided", () => {
    const answer = checkContainment(queue("s3"), ofHolder);
    expect(answer.kind === "unknown" && answer.reason.code).to.equal("mixed-policy-types");
  });

  it("is decided as told where the type is given", () => {
    expect(checkContainment(queue("s3"), ofHolder, { policyType: "resource" }).kind).to.equal("notContained");
  });
});
