import { expect } from "chai";
import { bundledCatalogue, compilePolicies, evaluate, type NamedPolicy } from "../../iam";
import { proposedPolicies, type Observation, type Proposal } from "../../right-size";
import { ACCOUNT, CALLS } from "./generated-log";
import { observationOf, type GivenEvent } from "./observation-of";
import { allow, document, fullTrail, observed, policy, propose, statementsOf } from "./proposing";

const EC2 = `arn:aws:ec2:eu-west-1:${ACCOUNT}`;

function event(eventSource: string, eventName: string, rest: Partial<GivenEvent> = {}): Observation {
  return { ...observationOf({ eventSource, eventName, ...rest }), readOnly: false };
}

function proposal(old: readonly NamedPolicy[], ...events: readonly Observation[]): Proposal {
  return propose(old, [...fullTrail(), ...events]);
}

function allows(made: Proposal, old: readonly NamedPolicy[], action: string, resource: string): boolean {
  const compiled = compilePolicies({ identity: proposedPolicies(made, old) });
  const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/app/s`;
  return evaluate({ principal, action, resource, context: {} }, compiled).decision === "allowed";
}

function actionsOf(made: Proposal): readonly string[] {
  return statementsOf(made).flatMap((one) => [(one as { Action: string | string[] }).Action].flat());
}

const RUN = { requestParameters: { instancesSet: { items: [{ imageId: "ami-1" }] }, instanceType: "t3.micro" } };

describe("resources on which AWS authorises a call", () => {
  const needed = [
    "arn:aws:ec2:eu-west-1::image/ami-1",
    `${EC2}:instance/i-0new`,
    `${EC2}:volume/vol-0new`,
    `${EC2}:network-interface/eni-0new`,
    `${EC2}:subnet/subnet-0default`,
    `${EC2}:security-group/sg-0default`,
    `${EC2}:key-pair/ops`,
    `${EC2}:launch-template/lt-0a`,
  ];

  it("stay where the request of RunInstances does not name them, under one statement or several", () => {
    const types = ["instance/*", "volume/*", "network-interface/*", "subnet/*", "security-group/*", "key-pair/*"];
    const apart = [...types, "launch-template/*"].map((type) => allow("ec2:RunInstances", `arn:aws:ec2:*:*:${type}`));
    for (const statements of [
      [allow("ec2:RunInstances", "*")],
      [allow("ec2:RunInstances", "arn:aws:ec2:*::image/*"), ...apart],
      [allow("ec2:*", ["arn:aws:ec2:*::image/ami-*", `${EC2}:*`])],
    ]) {
      const old = [policy(document(...statements))];
      const made = proposal(old, event("ec2.amazonaws.com", "RunInstances", RUN));
      for (const arn of needed) expect(allows(made, old, "ec2:RunInstances", arn), arn).to.equal(true);
      expect(allows(made, old, "ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-2")).to.equal(false);
      expect(made.additions).to.deep.equal([]);
      expect(made.undecided).to.deep.equal([]);
    }
  });

  it("are those of the answer of RunInstances, where the request leaves them to a launch template", () => {
    const ran = {
      imageId: "ami-9",
      subnetId: "subnet-9",
      keyName: "ops",
      groupSet: { items: [{ groupId: "sg-9" }] },
      networkInterfaceSet: { items: [{ groupSet: { items: [{ groupId: "sg-9" }] } }] },
    };
    const old = [policy(document(allow("ec2:RunInstances", "*")))];
    const made = proposal(
      old,
      event("ec2.amazonaws.com", "RunInstances", {
        requestParameters: { launchTemplate: { launchTemplateId: "lt-0a" } },
        responseElements: { instancesSet: { items: [ran] } },
      }),
    );
    const of = (resource: string) => allows(made, old, "ec2:RunInstances", resource);
    expect(
      ["subnet/subnet-9", "security-group/sg-9", "key-pair/ops", "launch-template/lt-0a", "volume/vol-1"].map((one) =>
        of(`${EC2}:${one}`),
      ),
    ).to.deep.equal([true, true, true, true, true]);
    expect([of("arn:aws:ec2:eu-west-1::image/ami-9"), of(`${EC2}:subnet/subnet-1`)]).to.deep.equal([true, false]);
  });

  it("stay for every action of the catalogue that has several required types, whatever its event shows", () => {
    const catalogue = bundledCatalogue();
    const wrong: string[] = [];
    for (const [service, source] of [
      ["rds", "rds.amazonaws.com"],
      ["glue", "glue.amazonaws.com"],
      ["elasticache", "elasticache.amazonaws.com"],
      ["codedeploy", "codedeploy.amazonaws.com"],
    ] as const) {
      const formats = new Map(catalogue.resourceTypes(service).map(({ name, arnFormat }) => [name, arnFormat]));
      for (const action of catalogue.actions(service)) {
        const required = action.resourceTypes.filter((type) => type.required);
        if (required.length < 2) continue;
        const arns = required.map(({ name }) =>
          (formats.get(name) ?? "")
            .split(", ")[0]!
            .replace("${Partition}", "aws")
            .replace("${Region}", "eu-west-1")
            .replace("${Account}", ACCOUNT)
            .replace(/\$\{\w+\}/g, "x"),
        );
        const id = `${service}:${action.name}`;
        const old = [policy(document(allow(id, arns)))];
        const shown = event(source, action.name, { requestParameters: { arn: arns[0] } });
        const made = proposal(old, shown);
        for (const arn of arns) if (!allows(made, old, id, arn)) wrong.push(`${id} on ${arn}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it("are of the account whose catalogue a call names", () => {
    const old = [policy(document(allow("glue:GetTable", "*")))];
    const requestParameters = { catalogId: "444455556666", databaseName: "sales", name: "orders" };
    const made = proposal(old, event("glue.amazonaws.com", "GetTable", { requestParameters }));
    const of = (account: string, resource: string) =>
      allows(made, old, "glue:GetTable", `arn:aws:glue:eu-west-1:${account}:${resource}`);
    expect(["catalog", "catalog/other", "table/sales/orders"].map((one) => of("444455556666", one))).to.deep.equal([
      true,
      true,
      true,
    ]);
    expect([of(ACCOUNT, "catalog"), of(ACCOUNT, "catalog/other")]).to.deep.equal([false, false]);
  });

  it("of a call that does not show them stay in every statement", () => {
    const old = [policy(document(allow("rds:*", `arn:aws:rds:*:*:db:a`), allow("rds:*", "arn:aws:rds:*:*:db:b")))];
    const made = proposal(old, event("rds.amazonaws.com", "DescribeDBInstances"));
    for (const name of ["a", "b"]) {
      const arn = `arn:aws:rds:eu-west-1:${ACCOUNT}:db:${name}`;
      expect(allows(made, old, "rds:DescribeDBInstances", arn), name).to.equal(true);
    }
  });

  it("are the bucket of DeleteObjects, what CreateTags tags, and the group of a rule", () => {
    const old = [
      policy(
        document(
          allow("s3:DeleteObject", "arn:aws:s3:::media*"),
          allow(["ec2:CreateTags", "ec2:DeleteTags", "ec2:AuthorizeSecurityGroupIngress"], "*"),
        ),
      ),
    ];
    const tagged = ["i-0a", "vol-0b", "snap-0c", "ami-0d", "sg-0e"].map((resourceId) => ({ resourceId }));
    const made = propose(
      old,
      [
        ...fullTrail(),
        event("s3.amazonaws.com", "DeleteObjects", { requestParameters: { bucketName: "media", delete: "" } }),
        event("ec2.amazonaws.com", "CreateTags", { requestParameters: { resourcesSet: { items: tagged } } }),
        event("ec2.amazonaws.com", "DeleteTags", {
          requestParameters: { resourcesSet: { items: [{ resourceId: "odd-0f" }] } },
        }),
        event("ec2.amazonaws.com", "AuthorizeSecurityGroupIngress", {
          requestParameters: { groupName: "web" },
          responseElements: { securityGroupRuleSet: { items: [{ groupId: "sg-1" }] } },
        }),
      ],
      { assumeUnused: ["s3", "ec2:CreateTags"] },
    );
    const resources = (action: string) =>
      statementsOf(made).flatMap((one) => {
        const { Action, Resource } = one as { Action: string | string[]; Resource: string | string[] };
        return [Action].flat().includes(action) ? [Resource].flat() : [];
      });
    expect(resources("s3:DeleteObject")).to.deep.equal(["arn:aws:s3:::media/*"]);
    expect(resources("ec2:CreateTags")).to.deep.equal([
      `${EC2}:instance/i-0a`,
      `${EC2}:security-group/sg-0e`,
      `${EC2}:volume/vol-0b`,
      "arn:aws:ec2:eu-west-1::image/ami-0d",
      "arn:aws:ec2:eu-west-1::snapshot/snap-0c",
    ]);
    expect(resources("ec2:DeleteTags")).to.deep.equal(["*"]);
    expect(resources("ec2:AuthorizeSecurityGroupIngress")).to.deep.equal([
      `${EC2}:security-group-rule/*`,
      `${EC2}:security-group/sg-1`,
    ]);
  });

  it("of log groups end in `:*`, as policies name them", () => {
    const group = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group`;
    const old = [policy(document(allow("logs:*", `${group}:*`)))];
    const made = proposal(
      old,
      event("logs.amazonaws.com", "CreateLogStream", {
        requestParameters: { logGroupName: "/app", logStreamName: "a" },
      }),
    );
    expect(allows(made, old, "logs:CreateLogStream", `${group}:/app:log-stream:a`)).to.equal(true);
    expect(allows(made, old, "logs:CreateLogStream", `${group}:/other:log-stream:a`)).to.equal(false);
    expect(made.additions).to.deep.equal([]);
  });
});

describe("permissions behind calls", () => {
  const old = [
    policy(
      document(
        allow(["autoscaling:CreateAutoScalingGroup", "ec2:RunInstances", "ec2:CreateTags", "ec2:StartInstances"], "*"),
        allow(["iam:PassRole", "iam:CreateServiceLinkedRole", "lambda:CreateFunction", "kms:CreateGrant"], "*"),
        allow("ec2:TerminateInstances", "*"),
      ),
    ),
  ];
  const group = event("autoscaling.amazonaws.com", "CreateAutoScalingGroup", {
    requestParameters: { autoScalingGroupName: "web", launchTemplate: { launchTemplateId: "lt-1" } },
  });
  // The trail records KMS: its absence alone keeps nothing.
  const kms = { ...observed(CALLS.describeInstances()), eventSource: "kms.amazonaws.com", eventName: "ListKeys" };

  it("are kept, and said to be", () => {
    const made = proposal(old, group, kms);
    expect(actionsOf(made)).to.include.members(["ec2:RunInstances", "ec2:CreateTags", "iam:PassRole"]);
    expect(actionsOf(made)).to.include("iam:CreateServiceLinkedRole").and.not.include("ec2:TerminateInstances");
    const reason = made.kept.find(({ action }) => action === "ec2:RunInstances")?.reason;
    expect(reason).to.equal("autoscaling:CreateAutoScalingGroup may need it, and no event shows that");
    expect([...made.used.keys()]).to.not.include("ec2:RunInstances");
    expect(made.additions.map(({ action }) => action)).to.deep.equal(["kms:ListKeys"]);
  });

  it("are kept behind encrypted volumes and functions too", () => {
    const start = { requestParameters: { instancesSet: { items: [{ instanceId: "i-0a" }] } } };
    expect(actionsOf(proposal(old, event("ec2.amazonaws.com", "StartInstances", start), kms))).to.include(
      "kms:CreateGrant",
    );
    const role = `arn:aws:iam::${ACCOUNT}:role/tasks`;
    const create = { requestParameters: { functionName: "thumbs", role } };
    const made = proposal(old, event("lambda.amazonaws.com", "CreateFunction20150331", create), kms);
    expect(allows(made, old, "iam:PassRole", role)).to.equal(true);
    expect(allows(made, old, "iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/other`)).to.equal(false);
  });

  it("are kept to set tags where a call creates something, and may carry tags", () => {
    const granted = [
      "ec2:CreateVpc",
      "ec2:CreateTags",
      "ec2:DeleteTags",
      "iam:CreateRole",
      "iam:TagRole",
      "iam:TagUser",
    ];
    const creator = [policy(document(allow(granted, "*")))];
    const role = event("iam.amazonaws.com", "CreateRole", { requestParameters: { roleName: "tasks" } });
    const made = proposal(creator, event("ec2.amazonaws.com", "CreateVpc"), role);
    expect(actionsOf(made)).to.include.members(["ec2:CreateVpc", "ec2:CreateTags", "iam:CreateRole", "iam:TagRole"]);
    expect(made.removed.map(({ action }) => action)).to.deep.equal(["ec2:DeleteTags", "iam:TagUser"]);
  });

  it("go where they are assumed to be unused, and what was used stays", () => {
    const made = propose(old, [...fullTrail(), group, kms], { assumeUnused: ["ec2:RunInstances", "autoscaling"] });
    expect(actionsOf(made)).to.include("autoscaling:CreateAutoScalingGroup").and.not.include("ec2:RunInstances");
    expect(made.removed.find(({ action }) => action === "ec2:RunInstances")?.isAssumed).to.equal(true);
  });
});

describe("what the old policies deny", () => {
  it("is neither kept nor removed", () => {
    const deny = { Effect: "Deny", Action: ["s3:Delete*", "sqs:*"], Resource: "*" };
    const old = [
      policy(
        document(
          allow(["s3:GetObject", "s3:DeleteObject"], "arn:aws:s3:::media/a"),
          allow("sqs:SendMessage", "*"),
          deny,
        ),
      ),
    ];
    const made = propose(old, [observed(CALLS.getObject("media", "a"))]);
    const named = [...made.kept, ...made.removed].map(({ action }) => action);
    expect(named).to.deep.equal([]);
    expect(actionsOf(made)).to.deep.equal(["s3:GetObject", "s3:Delete*", "sqs:*"]);
  });
});
