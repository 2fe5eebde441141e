import * as aws from "@pulumi/aws";
import { expect } from "chai";

import { InstanceRole, InstanceRoleGrant } from "../../components";
import { credentialGuards } from "../../components/credential-guards-plan";
import { checkDocument, countedCharacters } from "../../components/document-checks";
import { policyDocument } from "../../components/policy-statement";
import { evaluate } from "../../iam";
import { policy } from "../support/policies";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../support/pulumi-mocks";

const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const POLICY = "aws:iam/policy:Policy";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const PRINCIPAL = `arn:aws:sts::${ACCOUNT}:assumed-role/app/i-0123456789abcdef0`;

/** Statements whose document has about `characters` characters. */
function statementsOf(characters: number) {
  const statement = (index: number) => ({
    actions: ["s3:GetObject"],
    resources: [`arn:aws:s3:::bucket-${String(index).padStart(4, "0")}/*`],
  });
  return Array.from({ length: Math.ceil(characters / 78) }, (_, index) => statement(index));
}

describe("checkDocument", () => {
  it("refuses a document without a statement", () => {
    const { problems } = checkDocument({ Version: "2012-10-17", Statement: [] }, "identity", "inlinePolicies.app");
    expect(problems).to.deep.equal([
      {
        property: "inlinePolicies.app",
        message: "missing-statement: the document has no statement (at `/Statement`)",
      },
    ]);
  });
});

describe("credential guards of an InstanceRole", () => {
  const allowAll = policy("permissions", {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });
  const decide = (guards: unknown, context: Record<string, string | boolean>) =>
    evaluate(
      { principal: PRINCIPAL, action: "s3:GetObject", resource: "arn:aws:s3:::b/k", context },
      { identity: [allowAll, policy("guards", JSON.parse(guards as string))] },
    ).decision;
  const guardsOf = async (args: ConstructorParameters<typeof InstanceRole>[1]) => {
    const run = await runWithMocks(() => new InstanceRole("app", args), { preview: true });
    return run.ofType(ROLE_POLICY)["app-credential-guards"]?.["policy"];
  };

  it("deny credentials that were fetched by IMDSv1, and nothing else", async () => {
    const guards = await guardsOf({});
    expect(decide(guards, { "ec2:RoleDelivery": "1.0" })).to.equal("explicitDeny");
    expect(decide(guards, { "ec2:RoleDelivery": "2.0" })).to.equal("allowed");
    expect(decide(guards, {})).to.equal("allowed");
  });

  it("bind credentials to the VPC and the address of their instance where asked", async () => {
    const guards = await guardsOf({ networkBinding: true });
    const context = {
      "aws:Ec2InstanceSourceVPC": "vpc-1",
      "aws:Ec2InstanceSourcePrivateIPv4": "10.0.0.5",
      "ec2:SourceInstanceARN": `arn:aws:ec2:eu-central-1:${ACCOUNT}:instance/i-0123456789abcdef0`,
      "aws:PrincipalArn": ROLE,
      "ec2:RoleDelivery": "2.0",
    };
    const there = { ...context, "aws:SourceVpc": "vpc-1", "aws:VpcSourceIp": "10.0.0.5" };
    expect(decide(guards, there)).to.equal("allowed");
    expect(decide(guards, { ...there, "aws:SourceVpc": "vpc-2" })).to.equal("explicitDeny");
    expect(decide(guards, { ...there, "aws:VpcSourceIp": "10.0.0.6" })).to.equal("explicitDeny");
    expect(decide(guards, { ...there, "aws:VpcSourceIp": "10.0.0.6", "aws:ViaAWSService": true })).to.equal("allowed");
    expect(decide(guards, context), "not through a VPC endpoint").to.equal("explicitDeny");
    expect(decide(guards, { "aws:PrincipalArn": ROLE }), "no credentials of an instance").to.equal("allowed");
  });

  it("draw no finding of the linter", () => {
    const guards = policyDocument(credentialGuards({ credentialDelivery: "imdsv2", networkBinding: true }));
    expect(checkDocument(guards, "identity", "guards")).to.deep.equal({ problems: [], warnings: [] });
  });

  it("are left out only on request", async () => {
    const run = await runWithMocks(() => new InstanceRole("app", { credentialDelivery: "any" }));
    expect(run.ofType(ROLE_POLICY)).to.deep.equal({});
  });
});

describe("documents of an InstanceRole", () => {
  it("become managed policies of the customer, attached", async () => {
    const run = await runWithMocks(
      () => new InstanceRole("app", { customerManagedPolicies: { queues: statementsOf(200) } }),
      { preview: true },
    );
    expect(Object.keys(run.ofType(POLICY))).to.deep.equal(["app-queues"]);
    expect(run.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")["app-queues"]).to.include({
      policyArn: `arn:aws:iam::${ACCOUNT}:policy/app-queues-1234567`,
    });
    const documents = (await valueOf(run.value.documents)) ?? [];
    expect(documents.at(-1)?.subject.urn).to.match(/InstanceRole\$aws:iam\/policy:Policy::app-queues$/);
  });

  it("are refused over the quotas, with the numbers", async () => {
    const inline = await refusalOf(() => new InstanceRole("app", { statements: statementsOf(11_000) }));
    expect(inline).to.match(/statements: the inline policies.*got 1\d{4} characters.*at most 10240/);
    expect(inline).to.contain("customerManagedPolicies").and.to.contain("`permissions` 1");
    const managed = await refusalOf(
      () => new InstanceRole("app", { customerManagedPolicies: { large: statementsOf(7_000) } }),
    );
    expect(managed).to.match(
      /customerManagedPolicies\.large: .*got 7\d{3} characters.*at most 6144, expected at least 2/,
    );
    const names = Array.from({ length: 21 }, (_, index) => `Policy${index}`);
    const attached = await refusalOf(() => new InstanceRole("app", { managedPolicies: names }));
    expect(attached).to.contain("managedPolicies: got 21 managed policies, AWS attaches at most 20 to a role");
    const grant = await refusalOf(
      () => new InstanceRoleGrant("g", { role: new InstanceRole("app"), statements: statementsOf(11_000) }),
    );
    expect(grant).to.match(/statements: got 1\d{4} characters/);
  });

  it("are counted without white space and without what is unknown", () => {
    expect(countedCharacters({ a: "b c\n", d: "${ec2-identity:symbol:12}" })).to.equal('{"a":"bc\\n","d":""}'.length);
  });

  it("are refused with the finding of the linter", async () => {
    const message = await refusalOf(
      () => new InstanceRole("app", { statements: [{ actions: ["s3:HeadBucket"], resources: ["arn:aws:s3:::b"] }] }),
    );
    expect(message).to.match(/statements: invalid-action: .*s3:HeadBucket/);
    const trust = await refusalOf(
      () => new InstanceRole("app", { trustConditions: { StringEqual: { "aws:SourceAccount": ACCOUNT } } }),
    );
    expect(trust).to.contain("trustConditions: ");
  });

  it("refuse a name twice, and one that belongs to another argument", async () => {
    const read = statementsOf(78);
    const twice = await refusalOf(
      () =>
        new InstanceRole("app", {
          managedPolicies: { logs: "CloudWatchAgentServerPolicy" },
          customerManagedPolicies: { logs: read },
        }),
    );
    expect(twice).to.contain("customerManagedPolicies.logs: the name `logs` stands in `managedPolicies` too");
    const reserved = await refusalOf(() => new InstanceRole("app", { inlinePolicies: { permissions: "{}" } }));
    expect(reserved).to.contain("inlinePolicies.permissions: ").and.to.contain("other than `permissions`");
  });

  it("may be unknown as a whole: then nothing is published for them", async () => {
    const run = await runWithMocks(
      () => new InstanceRole("app", { inlinePolicies: { other: new aws.iam.Policy("p", { policy: "{}" }).arn } }),
      { preview: true },
    );
    const subjects = ((await valueOf(run.value.documents)) ?? []).map(({ subject }) => subject.urn.split("::").at(-1));
    expect(subjects).to.deep.equal(["app", "app-credential-guards"]);
  });
});
