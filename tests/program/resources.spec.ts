import { expect } from "chai";

import { readConfiguration } from "../../program/configuration";
import { buildResources } from "../../program/resources";
import { runWithMocks } from "../support/pulumi-mocks";

/** Builds the stack that `entries` configure, against mocks. */
async function build(entries: Record<string, unknown>) {
  const texts = Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, JSON.stringify(value)]));
  const read = readConfiguration("ec2-identity", texts);
  if (read.kind === "wrong") {
    throw new Error(read.problems.join("\n"));
  }
  return runWithMocks(() => buildResources(read.configuration));
}

describe("stack program", () => {
  it("builds several roles, instances and groups, with one profile a role", async () => {
    const run = await build({
      buckets: ["photos"],
      roles: {
        web: {
          customerManagedPolicies: { photos: [{ actions: ["s3:GetObject"], resources: ["bucket:photos/*"] }] },
          credentialDelivery: "any",
        },
        jobs: {
          exclusive: false,
          name: "nightly-jobs",
          inlinePolicies: {
            queue: {
              Version: "2012-10-17",
              Statement: [
                { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-central-1:123456789012:q" },
              ],
            },
          },
        },
      },
      instances: {
        one: { role: "jobs", instanceType: "t3.micro", dataDisks: [{ deviceName: "/dev/sdf", sizeGiB: 8 }] },
        two: { role: "jobs", instanceType: "t3.micro", termination: { protect: true } },
      },
      groups: {
        web: {
          role: "web",
          subnetIds: ["subnet-1"],
          minSize: 1,
          maxSize: 3,
          mixedInstances: { instanceTypes: ["t3.micro", "t3a.micro"] },
        },
      },
      metadataDefaults: { "eu-central-1": {} },
    });
    expect(Object.keys(run.ofType("aws:iam/role:Role"))).to.have.members(["web", "jobs"]);
    expect(run.ofType("aws:iam/role:Role")["jobs"]).to.include({ name: "nightly-jobs" });
    expect(run.ofType("aws:iam/rolePolicy:RolePolicy")["jobs-queue"]?.["policy"]).to.contain("sqs:SendMessage");
    expect(Object.keys(run.ofType("aws:iam/instanceProfile:InstanceProfile"))).to.have.members(["web", "jobs"]);
    expect(Object.keys(run.ofType("aws:ec2/instance:Instance"))).to.have.members(["one", "two"]);
    expect(run.ofType("aws:ec2/instance:Instance")["two"]).to.include({ disableApiTermination: true });
    expect(Object.keys(run.ofType("aws:iam/policy:Policy"))).to.deep.equal(["web-photos"]);
    expect(Object.keys(run.ofType("aws:iam/rolePoliciesExclusive:RolePoliciesExclusive"))).to.deep.equal(["web"]);
    expect(run.ofType("aws:autoscaling/group:Group")["web"]).to.have.nested.property(
      "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.version",
      "1",
    );
    expect(run.ofType("aws:ec2/launchTemplate:LaunchTemplate")["web"]).to.have.nested.property(
      "iamInstanceProfile.name",
      "web-1234567",
    );
    expect(Object.keys(run.ofType("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"))).to.deep.equal([
      "eu-central-1",
    ]);
  });

  it("gives instances and groups a profile that exists", async () => {
    const run = await build({
      instances: { one: { profile: "web-profile", instanceType: "t3.micro" } },
      groups: {
        many: {
          profile: "arn:aws:iam::123456789012:instance-profile/web-profile",
          instanceType: "t3.micro",
          subnetIds: ["subnet-1"],
          minSize: 0,
          maxSize: 1,
        },
      },
    });
    expect(run.ofType("aws:iam/instanceProfile:InstanceProfile")).to.deep.equal({});
    expect(run.ofType("aws:ec2/instance:Instance")["one"]).to.include({ iamInstanceProfile: "web-profile" });
    expect(run.ofType("aws:ec2/launchTemplate:LaunchTemplate")["many"]).to.have.nested.property(
      "iamInstanceProfile.arn",
      "arn:aws:iam::123456789012:instance-profile/web-profile",
    );
  });

  it("builds guards with every right, for users, groups and roles, and publishes what they accept", async () => {
    const group = { subnetIds: ["subnet-1"], minSize: 1, maxSize: 2, instanceType: "t3.micro" };
    const run = await build({
      roles: { web: {}, jobs: {}, deployer: {} },
      instances: { one: { role: "jobs", instanceType: "t3.micro" } },
      groups: { web: { role: "web", ...group }, other: { role: "web", ...group } },
      guards: {
        developers: { group: "developers", roles: ["jobs"], launch: { instances: ["one"], maximumHopLimit: 2 } },
        alice: { user: "alice", roles: ["jobs"], association: { roles: ["jobs"] }, preventBypass: false },
        prefix: { user: "bob", rolePrefix: { prefix: "jobs" }, exclusive: false, services: ["ec2.amazonaws.com"] },
        deploy: {
          role: "deployer",
          roles: ["web"],
          policyName: "deploy",
          launch: { groups: ["web"], subnetIds: ["subnet-1"], images: { owners: ["amazon"] } },
          groups: { names: ["web"] },
          templates: { groups: ["other"] },
          allowGain: { web: "the instances serve the assets" },
        },
      },
    });
    expect(Object.keys(run.ofType("aws:iam/user:User"))).to.deep.equal(["alice", "bob"]);
    expect(Object.keys(run.ofType("aws:iam/group:Group"))).to.deep.equal(["developers"]);
    const policies = run.ofType("aws:iam/policy:Policy");
    const sids = (name: string) =>
      (JSON.parse(policies[name]?.["policy"] as string) as { Statement: { Sid: string }[] }).Statement.map(
        ({ Sid }) => Sid,
      );
    expect(sids("developers")).to.include("DenyOtherRoles").and.to.include("DenyPermissionChanges");
    expect(sids("alice")).to.deep.equal(["PassRolesToEc2", "DenyOtherRoles", "DenyOtherServices"]);
    expect(sids("prefix")).to.not.include("DenyOtherRoles");
    expect(sids("developers-rights")).to.include("LaunchWithTheProfile").and.not.to.include("LaunchFromTheTemplate");
    expect(sids("alice-rights")).to.include("AttachTheProfile");
    const rights = ["LaunchFromTheTemplate", "CreatePinnedGroups", "WriteTemplateVersions"];
    expect(sids("deploy-rights")).to.include.members(rights);
    expect(policies["deploy"]?.["name"]).to.equal("deploy");
    const published = run.ofType("ec2-identity:index:PassRoleGuard")["deploy"]?.["passRole"];
    expect(published)
      .to.have.property("allowGain")
      .that.deep.equals([
        { role: "arn:aws:iam::123456789012:role/web-1234567", reason: "the instances serve the assets" },
      ]);
  });
});
