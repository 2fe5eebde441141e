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
        jobs: { exclusive: false },
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
});
