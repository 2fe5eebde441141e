import { expect } from "chai";
import { policyDeclarations } from "../../policies/registry";
import { BUILT_PACK, PolicyServer } from "../support/policy-server";
import type { TestResource } from "../support/policy-run";

const UNKNOWN = { $unknown: true };
const allow = (action: string, resource: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });
const trust = (principal: object | string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
  });

const instance: TestResource = {
  type: "aws:ec2/instance:Instance",
  name: "web",
  inputs: {
    ami: "ami-0abcdef1234567890",
    iamInstanceProfile: "web",
    tags: { Name: UNKNOWN },
    metadataOptions: { httpTokens: "optional" },
  },
};
const role: TestResource = {
  type: "aws:iam/role:Role",
  name: "web",
  inputs: { assumeRolePolicy: trust("*") },
  outputs: { assumeRolePolicy: trust("*"), inlinePolicies: UNKNOWN, arn: UNKNOWN },
};
const rolePolicy: TestResource = {
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "pass",
  outputs: { policy: allow("iam:PassRole", "*") },
};
const unknownPolicy: TestResource = {
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "read",
  outputs: { policy: UNKNOWN },
  dependencies: { policy: ["photos"] },
};
const bucket: TestResource = { type: "aws:s3/bucket:Bucket", name: "photos", outputs: { arn: UNKNOWN } };

describe("the built policy pack behind its server", () => {
  let server: PolicyServer;
  before(async () => {
    server = await PolicyServer.start(BUILT_PACK);
  });
  after(() => server.stop());
  beforeEach(() => server.configure({}));

  it("serves every policy of the registry", async () => {
    expect(await server.policies()).to.deep.equal(policyDeclarations.map(({ name }) => name));
  });

  it("reports a resource at the policy's level", async () => {
    const diagnostics = await server.analyze(instance);
    expect(diagnostics.map(({ policy, level }) => ({ policy, level }))).to.deep.equal([
      { policy: "ec2-instance-require-imdsv2", level: "mandatory" },
    ]);
  });

  it("remediates the inputs and keeps what is unknown", async () => {
    await server.configure({ "ec2-instance-require-imdsv2": { level: "remediate" } });
    const remediated = (await server.remediate(instance)) as { tags: { Name: string }; metadataOptions: object };
    expect(remediated.metadataOptions).to.deep.equal({
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    expect(remediated.tags.Name).to.equal("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  });

  it("reports documents, and as advisory what is not known, never as a policy that cannot run", async () => {
    await server.analyze(role);
    const diagnostics = await server.analyzeStack([role, rolePolicy, unknownPolicy, bucket]);
    expect(diagnostics.map(({ policy, level, urn }) => `${policy} ${level} ${urn.split("::").at(-1)}`)).to.deep.equal([
      "iam-policy-disallow-admin-access advisory read",
      "iam-policy-disallow-pass-role-wildcard mandatory pass",
      "iam-policy-require-passed-to-service mandatory pass",
      "iam-role-disallow-public-trust mandatory web",
    ]);
    for (const { message } of diagnostics) expect(message).not.to.contain("can't run");
  });

  it("blocks on what is not known where it is told to", async () => {
    await server.configure({
      "iam-policy-disallow-admin-access": { level: "mandatory", properties: { onUnknown: "block" } },
    });
    const diagnostics = await server.analyzeStack([unknownPolicy, bucket]);
    expect(diagnostics.find(({ policy }) => policy === "iam-policy-disallow-admin-access")?.level).to.equal(
      "mandatory",
    );
  });

  it("names a wrong key of the configuration", async () => {
    await server.configure({
      "iam-policy-disallow-admin-access": { level: "advisory", properties: { onUnkown: "block" } },
    });
    const [first] = await server.analyzeStack([bucket]);
    expect(first?.level).to.equal("advisory");
    expect(first?.message).to.contain("`onUnkown` is no setting of this policy");
  });
});
