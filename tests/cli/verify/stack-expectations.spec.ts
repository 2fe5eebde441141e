import { expect } from "chai";

import { stackExpectations } from "../../../cli/verify/stack-expectations";

const ID = "i-0123456789abcdef0";

describe("what a stack declares of its instances", () => {
  const resource = (type: string, outputs: object, inputs: object = {}) => ({
    type,
    urn: `urn::${type}`,
    inputs,
    outputs,
  });
  const instance = resource(
    "aws:ec2/instance:Instance",
    { id: ID, iamInstanceProfile: "pics", region: "eu-central-1" },
    { metadataOptions: { httpPutResponseHopLimit: 1 } },
  );
  const identity = [
    resource("aws:iam/role:Role", { name: "pics-role", permissionsBoundary: "" }),
    resource("aws:iam/instanceProfile:InstanceProfile", { name: "pics", role: "pics-role" }),
    resource("aws:iam/rolePolicy:RolePolicy", { name: "read", role: "pics-role", policy: "{}" }),
    resource("aws:iam/rolePolicy:RolePolicy", { name: "other", role: "another-role", policy: "{}" }),
    resource("aws:iam/policy:Policy", { arn: "arn:aws:iam::123456789012:policy/own", policy: '{"own":1}' }),
    ...["arn:aws:iam::123456789012:policy/own", "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"].map(
      (policyArn) => resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { role: "pics-role", policyArn }),
    ),
  ];
  const exported = (resources: object[]) => ({ version: 3, deployment: { resources } });

  it("is its profile, role, hop limit, boundary and all policies of the role", () => {
    expect(stackExpectations(exported([instance, ...identity]))).to.deep.equal([
      {
        instanceId: ID,
        region: "eu-central-1",
        profile: "pics",
        role: "pics-role",
        httpPutResponseHopLimit: 1,
        permissionsBoundary: null,
        policies: [
          { id: "read", document: "{}" },
          { id: "arn:aws:iam::123456789012:policy/own", document: '{"own":1}' },
          { managedPolicyArn: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
        ],
      },
    ]);
  });

  it("is the association's profile where there is one, also for an instance of someone else", () => {
    const association = (instanceId: string) =>
      resource("pulumi-nodejs:dynamic/ec2-identity:InstanceProfileAssociation", {
        instanceId,
        attachedProfileArn: "arn:aws:iam::123456789012:instance-profile/running",
      });
    const found = stackExpectations(exported([instance, association(ID), association("i-00000001")]));
    expect(found.map(({ instanceId, profile }) => [instanceId, profile])).to.deep.equal([
      [ID, "arn:aws:iam::123456789012:instance-profile/running"],
      ["i-00000001", "arn:aws:iam::123456789012:instance-profile/running"],
    ]);
  });

  it("is nothing for a stack without instances", () => {
    expect(stackExpectations(exported(identity))).to.deep.equal([]);
    expect(stackExpectations({ version: 3, deployment: {} })).to.deep.equal([]);
  });
});
