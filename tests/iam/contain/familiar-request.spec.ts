import { expect } from "chai";
import { checkContainment, type AuthorizationRequest } from "../../../iam";
import { documentOf } from "../../support/containment";

type Statements = readonly object[];

function found(inner: Statements, outer: Statements): AuthorizationRequest {
  const answer = checkContainment(documentOf(inner), documentOf(outer));
  if (answer.kind !== "notContained") throw new Error(answer.kind);
  return answer.counterexample;
}

const shown = (inner: Statements, outer: Statements): string => {
  const { action, resource } = found(inner, outer);
  return `${action} on ${resource}`;
};

describe("a counterexample that people know", () => {
  it("stands for an action and a resource that no policy names", () => {
    expect(shown([{}], [{ Action: ["s3:*", "ec2:*"] }])).to.equal(
      "iam:PassRole on arn:aws:iam::111122223333:role/example",
    );
    expect(shown([{}], [{ Action: "s3:Get*" }])).to.equal("s3:ListAllMyBuckets on *");
  });

  it("is of the service that the policies name", () => {
    expect(shown([{ Action: "ec2:*" }], [{ Action: "ec2:Describe*" }])).to.match(
      /^ec2:TerminateInstances on arn:aws:ec2:us-east-1:111122223333:instance\//,
    );
    expect(shown([{ Action: "iam:*" }], [{ Action: "iam:*", Resource: "arn:aws:iam::*:role/*" }])).to.equal(
      "iam:CreateUser on arn:aws:iam::111122223333:user/example",
    );
  });

  it("keeps the action that a policy writes out, as it is written there", () => {
    expect(shown([{ Action: "iam:PassRole" }], [{ Action: "iam:GetRole" }])).to.equal(
      "iam:PassRole on arn:aws:iam::111122223333:role/example",
    );
    expect(
      shown([{ Action: "s3:Delete*" }], [{ Action: "s3:*" }, { Effect: "Deny", Action: "s3:DeleteBucket" }]),
    ).to.equal("s3:DeleteBucket on arn:aws:s3:::example-bucket");
    expect(shown([{ Action: "s3:ListBucketVersions" }], [{ Action: "s3:ListBucket" }])).to.equal(
      "s3:ListBucketVersions on *",
    );
  });

  it("keeps the resource where the difference is in it", () => {
    const logs = ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"];
    expect(shown([{ Action: "s3:*", Resource: logs }], [{ Action: "s3:*", Resource: logs[1] }])).to.equal(
      "s3:ListBucket on arn:aws:s3:::logs",
    );
    expect(shown([{ Action: "s3:*", Resource: logs }], [{ Action: "s3:*", Resource: logs[0] }])).to.match(
      /^s3:GetObject on arn:aws:s3:::logs\//,
    );
  });

  it("is left as it was found where no known one shows the difference", () => {
    expect(shown([{ Action: "sqs:*" }], [{ Action: "sqs:Send*" }])).to.match(/^sqs:\w+ on \*$/);
    expect(shown([{ Action: "s3:GetObject" }], [{ Action: "s3:GetObject", Resource: "arn:*:*:*:*:*" }])).to.equal(
      "s3:GetObject on *",
    );
  });
});

describe("a caller of a counterexample to a resource-based policy", () => {
  it("is a stranger of AWS's partition, of an account that no policy names", () => {
    const outer = documentOf([{ Principal: { AWS: ["111122223333", "444455556666"] } }], { policyType: "resource" });
    const inner = documentOf([{ Principal: "*" }], { policyType: "resource" });
    const answer = checkContainment(inner, outer, { policyType: "resource" });
    expect(answer.kind === "notContained" && answer.counterexample.principal).to.match(
      /^arn:aws:[a-z]+::777788889999:/,
    );
  });
});
