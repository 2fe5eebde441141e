import { expect } from "chai";

import type { StateResource } from "../../../cli/stack-state";
import { stackExpectations } from "../../../cli/verify/stack-expectations";

const ID = "i-0123456789abcdef0";

describe("what a stack declares of its instances", () => {
  const resource = (
    type: string,
    outputs: Record<string, unknown>,
    inputs: Record<string, unknown> = {},
  ): StateResource => ({
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
  const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x:y" };
  const POLICIES = ["role-allows-what-is-declared", "role-allows-nothing-else"];

  /** The resources with one property of that type secret. */
  function withSecret(type: string, part: "inputs" | "outputs", property: string) {
    return [instance, ...identity].map((given) =>
      given.type === type ? { ...given, [part]: { ...given[part], [property]: SECRET } } : given,
    );
  }

  it("is its profile, role, hop limit, boundary and all policies of the role", () => {
    expect(stackExpectations([instance, ...identity]).instances).to.deep.equal([
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
    const found = stackExpectations([instance, association(ID), association("i-00000001")]).instances;
    expect(found.map(({ instanceId, profile }) => [instanceId, profile])).to.deep.equal([
      [ID, "arn:aws:iam::123456789012:instance-profile/running"],
      ["i-00000001", "arn:aws:iam::123456789012:instance-profile/running"],
    ]);
  });

  it("has the managed policies that other resources attach", () => {
    const arn = (name: string) => `arn:aws:iam::aws:policy/${name}`;
    const [found] = stackExpectations([
      instance,
      resource("aws:iam/role:Role", { name: "pics-role" }, { managedPolicyArns: [arn("A"), arn("B")] }),
      resource("aws:iam/instanceProfile:InstanceProfile", { name: "pics", role: "pics-role" }),
      resource("aws:iam/policyAttachment:PolicyAttachment", { roles: ["other", "pics-role"], policyArn: arn("C") }),
      resource("aws:iam/policyAttachment:PolicyAttachment", { roles: ["other"], policyArn: arn("D") }),
      resource("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", {
        roleName: "pics-role",
        policyArns: [arn("B"), arn("E")],
      }),
    ]).instances;
    const arns = found?.policies?.map((policy) => ("managedPolicyArn" in policy ? policy.managedPolicyArn : policy.id));
    expect(arns?.toSorted()).to.deep.equal(["A", "B", "C", "E"].map(arn));
  });

  it("is nothing for a stack without instances", () => {
    const nothing = { instances: [], groups: [], templates: [], notFound: [] };
    expect(stackExpectations(identity)).to.deep.equal(nothing);
    expect(stackExpectations([])).to.deep.equal(nothing);
  });

  for (const [what, resources, checks] of [
    [
      "the profile of the instance",
      withSecret("aws:ec2/instance:Instance", "outputs", "iamInstanceProfile"),
      ["instance-shows-profile", "profile-holds-role", "role-has-declared-boundary", ...POLICIES],
    ],
    [
      "the metadata options",
      withSecret("aws:ec2/instance:Instance", "inputs", "metadataOptions"),
      ["metadata-endpoint-enabled", "metadata-hop-limit"],
    ],
    [
      "the name of the profile",
      withSecret("aws:iam/instanceProfile:InstanceProfile", "outputs", "name"),
      ["profile-holds-role", "role-has-declared-boundary", ...POLICIES],
    ],
    [
      "the role of the profile",
      withSecret("aws:iam/instanceProfile:InstanceProfile", "outputs", "role"),
      ["profile-holds-role", "role-has-declared-boundary", ...POLICIES],
    ],
    [
      "the name of the role",
      withSecret("aws:iam/role:Role", "outputs", "name"),
      ["role-has-declared-boundary", ...POLICIES],
    ],
    ["the boundary", withSecret("aws:iam/role:Role", "outputs", "permissionsBoundary"), ["role-has-declared-boundary"]],
    ["the role's own policies", withSecret("aws:iam/role:Role", "inputs", "inlinePolicies"), POLICIES],
    ["the role's own attachments", withSecret("aws:iam/role:Role", "inputs", "managedPolicyArns"), POLICIES],
    ["the document of a policy", withSecret("aws:iam/rolePolicy:RolePolicy", "outputs", "policy"), POLICIES],
    ["whose a policy is", withSecret("aws:iam/rolePolicy:RolePolicy", "outputs", "role"), POLICIES],
    ["the document of a managed policy", withSecret("aws:iam/policy:Policy", "outputs", "policy"), POLICIES],
    ["the ARN of a managed policy", withSecret("aws:iam/policy:Policy", "outputs", "arn"), POLICIES],
    [
      "what is attached",
      withSecret("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "outputs", "policyArn"),
      POLICIES,
    ],
    [
      "to whom it is attached",
      withSecret("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "outputs", "role"),
      POLICIES,
    ],
  ] as const) {
    it(`says what cannot be compared where the state keeps ${what} secret`, () => {
      const [found] = stackExpectations(resources).instances;
      expect(found?.notRead?.map(({ check }) => check)).to.deep.equal(checks);
    });
  }

  it("is no profile where an instance declares none, and the endpoint where it is off", () => {
    const bare = resource(
      "aws:ec2/instance:Instance",
      { id: ID, iamInstanceProfile: "" },
      { metadataOptions: { httpEndpoint: "disabled" } },
    );
    expect(stackExpectations([bare]).instances).to.deep.equal([
      { instanceId: ID, profile: null, httpEndpoint: "disabled" },
    ]);
  });

  it("is an instance of a spot request; one that is not there yet is not found", () => {
    const type = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
    const found = stackExpectations([
      resource(type, { id: "sir-1", spotInstanceId: ID, iamInstanceProfile: "pics" }),
      { ...resource(type, { id: "sir-2", spotInstanceId: "" }), urn: "urn::waiting" },
    ]);
    expect(found.instances.map(({ instanceId, profile }) => [instanceId, profile])).to.deep.equal([[ID, "pics"]]);
    expect(found.notFound).to.deep.equal(["urn::waiting"]);
  });

  it("is no policy for an empty block of inline policies", () => {
    const role = resource("aws:iam/role:Role", { name: "pics-role" }, { inlinePolicies: [{}] });
    const profile = resource("aws:iam/instanceProfile:InstanceProfile", { name: "pics", role: "pics-role" });
    expect(stackExpectations([instance, role, profile]).instances[0]?.policies).to.deep.equal([]);
  });

  it("is the document of a boundary that the stack owns", () => {
    const arn = "arn:aws:iam::123456789012:policy/own";
    const bounded = identity.map((one) =>
      one.type === "aws:iam/role:Role" ? { ...one, outputs: { ...one.outputs, permissionsBoundary: arn } } : one,
    );
    expect(stackExpectations([instance, ...bounded]).instances[0]).to.include({
      permissionsBoundary: arn,
      permissionsBoundaryDocument: '{"own":1}',
    });
    const secret = bounded.map((one) =>
      one.type === "aws:iam/policy:Policy" ? { ...one, outputs: { ...one.outputs, policy: SECRET } } : one,
    );
    const [found] = stackExpectations([instance, ...secret]).instances;
    expect(found?.notRead?.map(({ check }) => check)).to.include("role-has-declared-boundary");
  });

  describe("of what it only reads", () => {
    const read = (type: string) =>
      [instance, ...identity].map((one) => (one.type === type ? { ...one, external: true } : one));

    it("is a part of the policies of a role", () => {
      const [found] = stackExpectations(read("aws:iam/role:Role")).instances;
      expect(found)
        .to.include({ role: "pics-role", morePolicies: true })
        .and.not.to.have.property("permissionsBoundary");
      const alone = stackExpectations(
        read("aws:iam/role:Role").filter(({ type }) => !/rolePolicy|policy:/.test(type)),
      ).instances;
      expect(alone[0]).to.not.have.property("policies");
    });

    it("is nothing of a profile but its name, and nothing of an instance", () => {
      const [found] = stackExpectations(read("aws:iam/instanceProfile:InstanceProfile")).instances;
      expect(found).to.include({ profile: "pics" }).and.not.to.have.property("role");
      expect(stackExpectations(read("aws:ec2/instance:Instance")).instances).to.deep.equal([]);
    });

    it("is the ARN of a policy, whose document is read from AWS", () => {
      const [found] = stackExpectations(read("aws:iam/policy:Policy")).instances;
      expect(found?.policies).to.deep.include({ managedPolicyArn: "arn:aws:iam::123456789012:policy/own" });
    });
  });

  describe("of a region", () => {
    const association = (connection: unknown) =>
      resource("pulumi-nodejs:dynamic/ec2-identity:InstanceProfileAssociation", { instanceId: ID, connection });
    const regionOf = (connection: unknown, given?: string) =>
      stackExpectations([association(connection)], given).instances[0]?.region;

    it("is that of an association's connection, else the one given", () => {
      expect([regionOf({ region: "eu-west-1" }, "us-east-1"), regionOf({}, "us-east-1"), regionOf({})]).to.deep.equal([
        "eu-west-1",
        "us-east-1",
        undefined,
      ]);
    });

    it("is the one given where the connection is secret, and asked for where none is", () => {
      expect(regionOf(SECRET, "us-east-1")).to.equal("us-east-1");
      expect(() => regionOf(SECRET)).to.throw(
        "/outputs/connection: it is secret, and the region is in it: give --region",
      );
    });
  });

  it("refuses a stack in which an instance's id is secret", () => {
    expect(() => stackExpectations(withSecret("aws:ec2/instance:Instance", "outputs", "id"))).to.throw(
      "/outputs/id: it is secret: give --show-secrets",
    );
  });
});
