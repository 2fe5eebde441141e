import type { MixedInstancesPolicy } from "@aws-sdk/client-auto-scaling";
import type { PropertyMap, PropertyValue } from "../../property-value/property-value";
import { blockProperty, blocksProperty, numberProperty, textProperty } from "../../property-value/read-property";
import { refuseOthers } from "../not-applied";

const TYPE = "aws:autoscaling/group:Group";

/** The policy as Auto Scaling takes it. @throws Error that names members which would be dropped */
export function mixedInstancesRequest(policy: PropertyMap | undefined): MixedInstancesPolicy | undefined {
  if (policy === undefined) return undefined;
  const template = blockProperty(policy, "launchTemplate") ?? {};
  const specification = blockProperty(template, "launchTemplateSpecification") ?? {};
  const distribution = blockProperty(policy, "instancesDistribution");
  const overrides = blocksProperty(template, "overrides");
  for (const override of overrides) refuseOthers(TYPE, override, ["instanceType", "weightedCapacity"]);
  const id = textProperty(specification, "launchTemplateId");
  return {
    LaunchTemplate: {
      LaunchTemplateSpecification: {
        LaunchTemplateId: id,
        ...(id === undefined && { LaunchTemplateName: textProperty(specification, "launchTemplateName") }),
        Version: textProperty(specification, "version"),
      },
      Overrides: overrides.map((override) => ({
        InstanceType: textProperty(override, "instanceType"),
        WeightedCapacity: textProperty(override, "weightedCapacity"),
      })),
    },
    ...(distribution && {
      InstancesDistribution: {
        OnDemandAllocationStrategy: textProperty(distribution, "onDemandAllocationStrategy"),
        OnDemandBaseCapacity: numberProperty(distribution, "onDemandBaseCapacity"),
        OnDemandPercentageAboveBaseCapacity: numberProperty(distribution, "onDemandPercentageAboveBaseCapacity"),
        SpotAllocationStrategy: textProperty(distribution, "spotAllocationStrategy"),
        SpotInstancePools: numberProperty(distribution, "spotInstancePools"),
        SpotMaxPrice: textProperty(distribution, "spotMaxPrice"),
      },
    }),
  };
}

/** The policy as a program sees it. */
export function mixedInstancesOutput(policy: MixedInstancesPolicy): PropertyMap {
  const { LaunchTemplateSpecification: specification, Overrides: overrides = [] } = policy.LaunchTemplate ?? {};
  const { InstancesDistribution: distribution } = policy;
  return {
    launchTemplate: {
      launchTemplateSpecification: given({
        launchTemplateId: specification?.LaunchTemplateId,
        launchTemplateName: specification?.LaunchTemplateName,
        version: specification?.Version,
      }),
      overrides: overrides.map(({ InstanceType: instanceType, WeightedCapacity: weightedCapacity }) =>
        given({ instanceType, weightedCapacity }),
      ),
    },
    ...(distribution && {
      instancesDistribution: given({
        onDemandAllocationStrategy: distribution.OnDemandAllocationStrategy,
        onDemandBaseCapacity: distribution.OnDemandBaseCapacity,
        onDemandPercentageAboveBaseCapacity: distribution.OnDemandPercentageAboveBaseCapacity,
        spotAllocationStrategy: distribution.SpotAllocationStrategy,
        spotInstancePools: distribution.SpotInstancePools,
        spotMaxPrice: distribution.SpotMaxPrice,
      }),
    }),
  };
}

function given(members: Readonly<Record<string, PropertyValue | undefined>>): PropertyMap {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
