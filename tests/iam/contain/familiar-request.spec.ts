import { expect } from "chai";
import { checkContainment, compilePolicies, evaluate, type AuthorizationRequest } from "../../../iam";
import { familiarRequests } from "../../../iam/contain/familiar-request";
import { documentOf, readGoalOf, withCondition } from "../../support/containment";

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

const USER = "arn:aws:iam::444455556666:user/alice";
const ROLE = "arn:aws:iam::111122223333:role/example";

/** What is offered in place of a request, in its order. */
function offered(action: string, resource: string, ...policies: readonly Statements[]): readonly string[] {
  const [inner = [], outer] = policies;
  const goal = readGoalOf([documentOf(inner)], outer && documentOf(outer));
  const request = { principal: USER, action, resource, context: { "s:k": "v" } };
  return [...familiarRequests(request, goal)].map((one) => {
    expect({ ...one, action, resource }, "the rest of it").to.deep.equal(request);
    return `${one.action} on ${one.resource}`;
  });
}

describe("familiarRequests", () => {
  const roles = [`iam:PassRole on ${ROLE}`, `iam:GetRole on ${ROLE}`];
  const ofIam = [...roles, "iam:CreateUser on arn:aws:iam::111122223333:user/example"];

  it("offers those of the service that a policy names, in any case, whatever else policies name", () => {
    expect(offered("iam:xx", "x", [{ Action: ["sqs:*", "IAM:x*"] }])).to.deep.equal(ofIam);
    expect(offered("iam:xx", "x", [{ Action: "*" }], [{ NotAction: "iam:x?" }])).to.deep.equal(ofIam);
    expect(offered("IAM:xx", "x", [{ Action: "iam:*" }])).to.deep.equal(ofIam);
    expect(offered("sns:xx", "x", [{ Action: "sns:*" }])).to.deep.equal([
      "sns:Publish on arn:aws:sns:us-east-1:111122223333:example",
    ]);
    expect(offered("s:x", "x", [{ Action: "s:*" }]), "a service that another begins as").to.deep.equal([]);
  });

  it("offers those of any service where no policy names the one found", () => {
    const all = offered("xx:xx", "x", [{ Action: ["*", "s3:xx:*"] }]);
    expect(all).to.have.lengthOf(16).and.to.include.members(ofIam);
    expect(all[0]).to.equal("s3:ListAllMyBuckets on *");
    expect(offered("iam:xx", "x", [{ Action: ["*", "xiam:x"] }])).to.deep.equal(all);
  });

  it("offers first, at the resource found, the actions that it can be asked for", () => {
    const other = "arn:aws-cn:iam::444455556666:role/x";
    const first = [`iam:PassRole on ${other}`, `iam:GetRole on ${other}`];
    expect(offered("iam:xx", other, [{ Action: "iam:x*" }])).to.deep.equal([...first, ...ofIam]);
    const ofAny = offered("xx:xx", other, [{}]);
    expect(ofAny.slice(0, 3)).to.deep.equal([...first, `sts:AssumeRole on ${other}`]);
    expect(ofAny).to.have.lengthOf(3 + 16);
  });

  for (const written of ["iam:PassRole", "IAM:passrole"]) {
    it(`keeps the action that a policy writes out, ${written}, and offers a resource for it`, () => {
      const one = [`iam:PassRole on ${ROLE}`];
      expect(offered("iam:PassRole", "x", [{ Action: ["iam:*", written] }])).to.deep.equal(one);
      expect(offered(written, "x", [{ Action: "*" }, { Effect: "Deny", NotAction: written }])).to.deep.equal(one);
      expect(offered(written, "x", [{ Action: "*" }], [{ NotAction: written }])).to.deep.equal(one);
    });
  }

  it("offers none for an action that a policy writes out and that people need not know", () => {
    expect(offered("iam:TagRole", "x", [{ Action: ["iam:*", "iam:TagRole"] }])).to.deep.equal([]);
    expect(offered("iam:TagRole", ROLE, [{ Action: ["iam:*", "iam:TagRole"] }])).to.deep.equal([]);
  });

  it("offers none where the one found is known, whether a policy writes it out or not", () => {
    expect(offered("iam:getrole", "arn:aws:iam::444455556666:role/x", [{ Action: "iam:*" }])).to.deep.equal([]);
    expect(offered("iam:GetRole", "arn:aws:iam::444455556666:role/x", [{ Action: "iam:GetRole" }])).to.deep.equal([]);
    expect(offered("s3:ListAllMyBuckets", "*", [{}])).to.deep.equal([]);
  });
});

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

  it("is allowed by the one and not by the other, and leaves out the keys that it does not need", () => {
    const ifKey = withCondition({ StringEquals: { "s:k": "v" } });
    const cases: readonly (readonly [Statements, Statements, AuthorizationRequest["context"]])[] = [
      [[{ Action: "s3:x*", ...ifKey }, { Action: "s3:List*" }], [{ Action: "ec2:*" }], {}],
      [
        [
          { Action: "s3:x*", ...ifKey },
          { Action: "s3:List*", ...ifKey },
        ],
        [{ Action: "ec2:*" }],
        { "s:k": "v" },
      ],
      [[{}], [{}, { Effect: "Deny", NotAction: "s3:*", ...ifKey }], { "s:k": "v" }],
      [[{ Action: "iam:*" }], [{ Action: "iam:*", NotResource: ROLE }], {}],
    ];
    for (const [inner, outer, context] of cases) {
      const request = found(inner, outer);
      const decide = (statements: Statements): string =>
        evaluate(request, compilePolicies({ identity: [{ id: "p", document: documentOf(statements) }] })).decision;
      expect(decide(inner), JSON.stringify(request)).to.equal("allowed");
      expect(decide(outer), JSON.stringify(request)).to.match(/^(im|ex)plicitDeny$/);
      expect(request.context, JSON.stringify(request)).to.deep.equal(context);
      expect(request.action, "one that people know").to.match(
        /^(s3:ListAllMyBuckets|ec2:DescribeInstances|iam:PassRole)$/,
      );
    }
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
