import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { InstanceRole } from "../../components";
import { instanceRoleInput } from "../../components/instance-role-arguments";
import { planInstanceRole } from "../../components/instance-role-plan";
import { managedPolicyArn, mistypedPolicies } from "../../components/managed-policy-plan";
import { runWithMocks, valueOf } from "../support/pulumi-mocks";

const AWS_POLICY = "arn:aws:iam::aws:policy/";

/** @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
describe("the managed policies of a role", () => {
  it("by name are AWS's, in the partition, under the path that AWS gave them", () => {
    expect(managedPolicyArn("ReadOnlyAccess", "aws-cn")).to.equal("arn:aws-cn:iam::aws:policy/ReadOnlyAccess");
    expect(managedPolicyArn("AmazonEC2RoleforSSM", "aws")).to.equal(`${AWS_POLICY}service-role/AmazonEC2RoleforSSM`);
    expect(managedPolicyArn("constructor", "aws")).to.equal(`${AWS_POLICY}constructor`);
    const own = "arn:aws:iam::123456789012:policy/ReadOnlyAccess";
    expect(managedPolicyArn(own, "aws")).to.equal(own);
  });

  it("draw a warning where a name is nearly that of an AWS managed policy, and none where it is far from all", () => {
    const warned = (arn: unknown) => mistypedPolicies([["managedPolicies.agent", arn]]).map(({ message }) => message);
    expect(warned(`${AWS_POLICY}CloudWatchAgentServerPolicy`)).to.deep.equal([]);
    expect(warned(`${AWS_POLICY}CloudWatchAgentServrPolicy`)[0]).to.contain(
      "expected `policy/CloudWatchAgentServerPolicy` if that was meant",
    );
    expect(warned(`${AWS_POLICY}AmazonEC2RoleforSSM`)[0]).to.contain("`policy/service-role/AmazonEC2RoleforSSM`");
    expect(warned(`${AWS_POLICY}SomethingThatAwsMadeYesterday`)).to.deep.equal([]);
    expect(warned("arn:aws:iam::123456789012:policy/CloudWatchAgentServrPolicy")).to.deep.equal([]);
    expect(warned("${ec2-identity:symbol:0}")).to.deep.equal([]);
  });

  it("draw it from the arguments, the boundary's too", () => {
    const plan = planInstanceRole({
      ec2ServicePrincipal: "ec2.amazonaws.com",
      managedPolicies: { agent: `${AWS_POLICY}CloudWatchAgentServrPolicy` },
      permissionsBoundary: `${AWS_POLICY}ReadOnlyAcces`,
    });
    expect(plan.kind === "planned" && plan.warnings?.map(({ property }) => property)).to.deep.equal([
      "managedPolicies.agent",
      "permissionsBoundary",
    ]);
  });

  it("of AWS are judged as a boundary by their documents", () => {
    const plan = (permissionsBoundary: string) =>
      planInstanceRole({
        ec2ServicePrincipal: "ec2.amazonaws.com",
        statements: [{ actions: ["s3:PutObject"], resources: ["arn:aws:s3:::photos/*"] }],
        managedPolicies: { agent: `${AWS_POLICY}CloudWatchAgentServerPolicy` },
        permissionsBoundary,
      });
    const refused = plan(`${AWS_POLICY}AmazonSQSReadOnlyAccess`);
    expect(refused.kind === "refused" && refused.problems[0]?.message).to.match(
      /^got a boundary that allows nothing of what the role is given by `statements`, `managedPolicies.agent`/,
    );
    const partly = plan(`${AWS_POLICY}AmazonS3FullAccess`);
    expect(partly.kind === "planned" && partly.warnings?.map(({ property }) => property)).to.deep.equal([
      "managedPolicies.agent",
    ]);
  });

  it("are known by the `arn` of a resource of the same program as by the resource", async () => {
    const document = (Action: string) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
    const run = await runWithMocks(
      () => {
        const policy = new aws.iam.Policy("reads", { policy: document("s3:GetObject") });
        return new InstanceRole("app", { managedPolicies: { reads: policy.arn } });
      },
      { preview: true },
    );
    const attachment = run.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")["app-reads"];
    expect(attachment?.["policyArn"]).to.equal("arn:aws:iam::123456789012:policy/reads-1234567");
    const { value: limited } = await runWithMocks(() => {
      const boundary = new aws.iam.Policy("limit", { policy: document("sqs:*") });
      return instanceRoleInput(
        "app",
        { permissionsBoundary: boundary.arn },
        {
          ec2ServicePrincipal: pulumi.output("ec2.amazonaws.com"),
          managedPolicies: {},
        },
      );
    });
    expect(await valueOf(pulumi.output(limited.boundaryDocument))).to.equal(document("sqs:*"));
  });
});
