import { expect } from "chai";

import { AutoScalingGroup, LaunchTemplate } from "../../components";
import { refusalOf, runWithMocks } from "../support/pulumi-mocks";

const GROUP = "aws:autoscaling/group:Group";
const PINNED = { id: "lt-0123456789abcdef0", version: "7" };
const SIZES = { minSize: 1, maxSize: 3, subnetIds: ["subnet-1", "subnet-2"] };

describe("AutoScalingGroup", () => {
  it("pins the version of its template and rolls by instance refresh", async () => {
    const run = await runWithMocks(() => {
      new AutoScalingGroup("web", {
        launchTemplate: new LaunchTemplate("web", { profile: "p", instanceType: "t3.micro" }),
        ...SIZES,
      });
    });
    expect(run.ofType(GROUP)["web"]).to.deep.equal({
      launchTemplate: { id: "lt-0123456789abcdef0", version: "1" },
      minSize: 1,
      maxSize: 3,
      vpcZoneIdentifiers: ["subnet-1", "subnet-2"],
      instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 90 } },
    });
  });

  it("mixes instance types and spot, at the pinned version too", async () => {
    const run = await runWithMocks(
      () =>
        new AutoScalingGroup("web", {
          launchTemplate: PINNED,
          ...SIZES,
          desiredCapacity: 2,
          mixedInstances: { instanceTypes: ["t3.micro", "t3a.micro"], onDemandBaseCapacity: 1 },
          instanceRefresh: { minHealthyPercentage: 50, instanceWarmup: 60 },
          tags: { team: "web" },
          group: { healthCheckType: "ELB" },
        }),
    );
    expect(run.ofType(GROUP)["web"]).to.deep.equal({
      mixedInstancesPolicy: {
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: PINNED.id, version: "7" },
          overrides: [{ instanceType: "t3.micro" }, { instanceType: "t3a.micro" }],
        },
        instancesDistribution: {
          onDemandBaseCapacity: 1,
          onDemandPercentageAboveBaseCapacity: 0,
          spotAllocationStrategy: "price-capacity-optimized",
        },
      },
      minSize: 1,
      maxSize: 3,
      desiredCapacity: 2,
      vpcZoneIdentifiers: ["subnet-1", "subnet-2"],
      instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 50, instanceWarmup: "60" } },
      tags: [{ key: "team", value: "web", propagateAtLaunch: false }],
      healthCheckType: "ELB",
    });
  });

  it("refuses to be without a template, and names what was given in its place", async () => {
    const wrong = { template: "lt-123", ...SIZES } as unknown as ConstructorParameters<typeof AutoScalingGroup>[1];
    const message = await refusalOf(() => new AutoScalingGroup("web", wrong));
    expect(message).to.contain("launchTemplate: got nothing, expected a LaunchTemplate of this package");
    expect(message).to.contain("template: unknown argument");
  });

  it("refuses versions that move, launch configurations and sizes out of order", async () => {
    for (const version of ["$Latest", "$Default", "latest", "0"]) {
      const message = await refusalOf(
        () => new AutoScalingGroup("web", { launchTemplate: { ...PINNED, version }, ...SIZES }),
      );
      expect(message).to.contain(`version: got \`${version}\`, expected the number of a version`);
    }
    const group = { launchConfiguration: "old", mixedInstancesPolicy: {} } as object;
    const message = await refusalOf(
      () => new AutoScalingGroup("web", { launchTemplate: PINNED, ...SIZES, minSize: 4, desiredCapacity: 9, group }),
    );
    expect(message).to.contain("group.launchConfiguration: got `old`, expected nothing: launch configurations");
    expect(message).to.contain("group.mixedInstancesPolicy: ");
    expect(message).to.contain("minSize: got `4`, expected at most `maxSize` (3)");
    expect(message).to.contain("desiredCapacity: got `9`, expected 4 to 3");
  });
});
